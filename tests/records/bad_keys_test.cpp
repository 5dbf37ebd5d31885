#include "records/bad_keys.h"

#include <gtest/gtest.h>

#include "support/test_keys.h"

namespace mailauth::records::dkim::bad_keys_test {
namespace {

using namespace mailauth::tests;

PublicKey key(std::string_view base64) { return read_public_key(text::decode_base64(base64).bytes); }

BadKeys list(std::string_view text) { return std::get<BadKeys>(BadKeys::parse(text)); }

// openssl pkey -pubin -inform DER -in key.der -pubout -outform DER | sha256sum
constexpr std::string_view rsa_1024_spki = "eb62f1821ba6f45cd07404f5df83a8a95db70f10daefbf6eb13ffdbd62a9cd5a";
constexpr std::string_view ed25519_spki_hash = "ab858a6b7d2b0a34977700508bd371f13469ad946614e5c1499df34a9b280d3c";
// sha256sum of the modulus, or of the 32 bytes: the first 30 digits, and the id of a list.
constexpr std::string_view rsa_1024_entry = "e2992f705c32609e7fc87adf6c347f01";
constexpr std::string_view ed25519_entry = "d658599858005d31d984bb796e85fc07";

TEST(BadKeys, AreKnownByEitherHash) {
  struct Case {
    std::string_view text;
    bool rsa, ed25519;
  };
  const std::string upper = "EB62F1821BA6F45CD07404F5DF83A8A95DB70F10DAEFBF6EB13FFDBD62A9CD5A";
  const std::string commented = "# old\r\n\r\n  " + std::string(rsa_1024_spki) + " # mine\r\n";
  const std::string both = std::string(rsa_1024_entry) + "\n" + std::string(ed25519_entry);
  for (const Case& c : {Case{"", false, false}, Case{rsa_1024_spki, true, false}, Case{upper, true, false},
                        Case{commented, true, false}, Case{ed25519_spki_hash, false, true},
                        Case{rsa_1024_entry, true, false}, Case{ed25519_entry, false, true}, Case{both, true, true}}) {
    EXPECT_EQ(list(c.text).contains(key(rsa_1024)), c.rsa) << c.text;
    EXPECT_EQ(list(c.text).contains(key(ed25519_raw)), c.ed25519) << c.text;
    EXPECT_FALSE(list(c.text).contains(key(rsa_2048))) << c.text;
  }
}

TEST(BadKeys, AreTheSameInWhateverFormTheyArePublished) {
  EXPECT_TRUE(list(rsa_1024_spki).contains(key(rsa_1024_certificate)));
  EXPECT_TRUE(list(ed25519_spki_hash).contains(key(ed25519_spki)));
  EXPECT_FALSE(list(rsa_1024_spki).contains(key("AAAA")));
}

TEST(BadKeys, AWrongLineIsNamed) {
  const std::string expected = ": neither a SHA-256 (64 hexadecimal digits) nor an entry of badkeys (32)";
  for (const auto& [text, line] : {std::pair<std::string, std::string>{"# x\nabc\n", "2"},
                                   {std::string(64, 'x'), "1"},
                                   {std::string(rsa_1024_spki) + " rsa", "1"},
                                   {"\x1b[2J", "1"}}) {
    const auto parsed = BadKeys::parse(text);
    ASSERT_TRUE(std::holds_alternative<std::string>(parsed)) << text;
    EXPECT_EQ(std::get<std::string>(parsed), line + expected);
  }
}

}  // namespace
}  // namespace mailauth::records::dkim::bad_keys_test
