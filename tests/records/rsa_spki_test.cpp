#include "records/dkim/rsa_spki.h"

#include <gtest/gtest.h>

#include <string>

#include "support/test_keys.h"

namespace mailauth::records::dkim::rsa_spki_test {
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
  for (const std::string_view base64 : {rsa_512, rsa_1024, rsa_2048}) {
    PublicKey key;
    EXPECT_EQ(read_rsa_spki(bytes_of(base64), key), RsaSpki::read) << base64;
    EXPECT_EQ(parts(read_public_key(bytes_of(base64))), parts(read_with_openssl(bytes_of(base64)))) << base64;
  }
}

TEST(RsaSpki, LeavesEveryOtherKeyToOpenSsl) {
  for (const std::string_view base64 :
       {std::string_view(), rsa_2048_pkcs1, rsa_1024_certificate, rsa_512_private_pkcs1, ed25519_spki, p256_spki}) {
    PublicKey key;
    EXPECT_EQ(read_rsa_spki(bytes_of(base64), key), RsaSpki::other) << base64;
  }
}

// A changed byte of the structure means the same to OpenSSL, with and without bytes behind it.
TEST(RsaSpki, AgreesWithOpenSslOnFaultyStructures) {
  constexpr std::size_t structure = 30, tail = 6;  // bytes around the modulus
  Bytes whole = bytes_of(rsa_512);
  for (const std::size_t more : {0U, 2U}) {
    whole.resize(whole.size() + more);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      if (at >= structure && at + tail + more < whole.size()) continue;
      for (std::size_t value = at % 5; value < 256; value += 5) {
        Bytes bytes = whole;
        bytes[at] = static_cast<uint8_t>(value);
        EXPECT_EQ(parts(read_public_key(bytes)), parts(read_with_openssl(bytes))) << at << ": " << value;
      }
    }
  }
}

TEST(RsaSpki, RefusesEveryPartOfAKey) {
  const Bytes whole = bytes_of(rsa_2048);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    PublicKey key;
    EXPECT_NE(read_rsa_spki(std::span(whole).first(size), key), RsaSpki::read) << size;
  }
}

}  // namespace
}  // namespace mailauth::records::dkim::rsa_spki_test
