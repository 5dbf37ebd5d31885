#include <gtest/gtest.h>
#include <openssl/err.h>

#include <string>

#include "records/dkim.h"
#include "support/test_keys.h"

namespace mailauth::records::dkim::dkim_key_test {
namespace {

using namespace mailauth::tests;

std::vector<uint8_t> bytes_of(std::string_view base64) { return text::decode_base64(base64).bytes; }

// "spki/rsa/2048"
std::string kind(const PublicKey& key) {
  return std::string(to_string(key.form)) + "/" + std::string(to_string(key.algorithm)) + "/" +
         std::to_string(key.bits);
}

struct Case {
  std::string_view base64, expected;
};

TEST(DkimKey, IsReadInEveryForm) {
  const Case cases[] = {
      {"", "none/unknown/0"},
      {rsa_512, "spki/rsa/512"},
      {rsa_1024, "spki/rsa/1024"},
      {rsa_2048, "spki/rsa/2048"},
      {rsa_2048_pkcs1, "pkcs1/rsa/2048"},
      {rsa_1024_certificate, "certificate/rsa/1024"},
      {rsa_512_private_pkcs1, "private-key/rsa/512"},
      {rsa_512_private_pkcs8, "private-key/rsa/512"},
      {ed25519_raw, "raw/ed25519/256"},
      {ed25519_spki, "spki/ed25519/256"},
      {p256_spki, "spki/unknown/0"},
      {"AAAA", "unreadable/unknown/0"},
      {"MAA=", "unreadable/unknown/0"},  // an empty SEQUENCE
  };
  for (const Case& c : cases) EXPECT_EQ(kind(read_public_key(bytes_of(c.base64))), c.expected) << c.base64;
}

TEST(DkimKey, HasTheNumbersOfAnRsaKey) {
  const PublicKey spki = read_public_key(bytes_of(rsa_2048)), pkcs1 = read_public_key(bytes_of(rsa_2048_pkcs1));
  EXPECT_EQ(spki.exponent, "65537");
  EXPECT_EQ(spki.modulus.size(), 256U);
  EXPECT_NE(spki.modulus.front(), 0);
  EXPECT_EQ(spki.modulus, pkcs1.modulus);
  EXPECT_EQ(spki.bytes, 294U);
  EXPECT_EQ(spki.bytes_needed, 294U);
}

TEST(DkimKey, IsTruncatedWhenTheLengthPromisesMore) {
  const std::vector<uint8_t> whole = bytes_of(rsa_2048);
  for (const std::size_t size : {4U, 33U, 180U, 293U}) {
    const PublicKey key = read_public_key({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    EXPECT_EQ(key.form, Form::truncated);
    EXPECT_EQ(key.bytes, size);
    EXPECT_EQ(key.bytes_needed, 294U);
  }
}

TEST(DkimKey, CountsWhatFollowsIt) {
  std::vector<uint8_t> bytes = bytes_of(rsa_1024);
  bytes.insert(bytes.end(), {0, 1, 2});
  const PublicKey key = read_public_key(bytes);
  EXPECT_EQ(kind(key), "spki/rsa/1024");
  EXPECT_EQ(key.trailing_bytes, 3U);
}

TEST(DkimKey, IsNotReadBeyondItsBound) {
  EXPECT_EQ(read_public_key(std::vector<uint8_t>(100'000, 0x30)).form, Form::unreadable);
}

TEST(DkimKey, LeavesNoErrorsBehind) {
  read_public_key({0x30, 0x03, 0x02, 0x01, 0x01});
  EXPECT_EQ(ERR_peek_error(), 0U);
}

std::string form_of(const std::string& p) {
  return std::string(to_string(parse({"s1._domainkey.example.com TXT", "v=DKIM1; p=" + p, {}, {}}).key.form));
}

TEST(DkimKey, IsJudgedByItsTextToo) {
  const std::string key(rsa_1024);
  EXPECT_EQ(form_of(key), "spki");
  EXPECT_EQ(form_of(key.substr(0, 60) + "-" + key.substr(61)), "not-base64");  // base64url
  EXPECT_EQ(form_of("\"" + key + "\""), "not-base64");
  EXPECT_EQ(form_of(std::string(ed25519_raw).substr(0, 43)), "not-base64");  // its padding is missing
  EXPECT_EQ(form_of("-----BEGIN PUBLIC KEY-----" + key), "not-base64");
  EXPECT_EQ(form_of("-----BEGIN PRIVATE KEY-----" + key), "private-key");
  // Cut off, whether or not a group of four is complete.
  EXPECT_EQ(form_of(key.substr(0, 200)), "truncated");
  EXPECT_EQ(form_of(key.substr(0, 201)), "truncated");
  EXPECT_EQ(form_of(key.substr(0, 202)), "truncated");
}

}  // namespace
}  // namespace mailauth::records::dkim::dkim_key_test
