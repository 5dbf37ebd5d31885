#include "records/rsa_spki.h"

#include <gtest/gtest.h>

#include <string>

#include "support/test_keys.h"

namespace mailauth::records::dkim {
namespace {

using namespace mailauth::tests;
using Bytes = std::vector<uint8_t>;

Bytes bytes_of(std::string_view base64) { return text::decode_base64(base64).bytes; }

// All that is known of a key.
auto parts(const PublicKey& key) {
  return std::tuple(key.form, key.algorithm, key.bits, key.exponent, key.modulus, key.spki, key.bytes, key.bytes_needed,
                    key.trailing_bytes);
}

TEST(RsaSpki, ReadsWhatOpenSslReads) {
  for (const std::string_view key : {rsa_512, rsa_1024, rsa_2048}) {
    const auto read = read_rsa_spki(bytes_of(key));
    ASSERT_TRUE(read) << key;
    EXPECT_EQ(parts(*read), parts(read_any_key(bytes_of(key)))) << key;
  }
}

TEST(RsaSpki, LeavesEveryOtherKeyAlone) {
  for (const std::string_view key :
       {std::string_view(), rsa_2048_pkcs1, rsa_1024_certificate, rsa_512_private_pkcs1, ed25519_spki, p256_spki})
    EXPECT_FALSE(read_rsa_spki(bytes_of(key))) << key;
  Bytes longer = bytes_of(rsa_512);
  longer.push_back(0);
  EXPECT_FALSE(read_rsa_spki(longer));
}

// Every change of a byte of the structure is either refused, or means the same to OpenSSL.
TEST(RsaSpki, AgreesWithOpenSslOnEveryFaultyStructure) {
  constexpr std::size_t structure = 30, tail = 6;  // bytes around the modulus
  const Bytes whole = bytes_of(rsa_512);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    if (at >= structure && at + tail < whole.size()) continue;
    for (unsigned value = 0; value < 256; ++value) {
      Bytes bytes = whole;
      bytes[at] = static_cast<uint8_t>(value);
      if (const auto read = read_rsa_spki(bytes)) {
        EXPECT_EQ(parts(*read), parts(read_any_key(bytes))) << at << ": " << value;
      }
    }
  }
}

TEST(RsaSpki, RefusesEveryPartOfAKey) {
  const Bytes whole = bytes_of(rsa_2048);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(read_rsa_spki(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))) << size;
}

}  // namespace
}  // namespace mailauth::records::dkim
