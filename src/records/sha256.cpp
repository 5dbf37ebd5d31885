#include "records/sha256.h"

#include <openssl/evp.h>

#include <string_view>

namespace mailauth::records {

namespace {

// EVP_sha256() alone would be looked up anew for each digest, which takes as long as the digest of a key.
const EVP_MD* algorithm() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched != nullptr ? fetched : EVP_sha256();
}

}  // namespace

std::array<uint8_t, 32> sha256(std::span<const uint8_t> bytes) {
  std::array<uint8_t, 32> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, algorithm(), nullptr);
  return digest;
}

std::string hexadecimal(std::span<const uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(2 * bytes.size(), '0');
  auto next = text.begin();
  for (const uint8_t byte : bytes) {
    *next++ = digits[byte >> 4U];
    *next++ = digits[byte & 0xFU];
  }
  return text;
}

}  // namespace mailauth::records
