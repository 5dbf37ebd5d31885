// DKIM key records as people publish them, and what becomes of them.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "repair/repair.h"
#include "support/test_keys.h"
#include "text/ascii.h"

namespace mailauth::dkim_repair_test {
namespace {

// Empty when there is nothing to repair, or nobody can know how.
std::string repaired(std::string_view text, const repair::DkimWishes& wishes = {}) {
  const auto record = records::dkim::parse({"s1._domainkey.example.com TXT", std::string(text), {}, {}});
  const auto result = repair::repair_dkim(record, wishes);
  return result ? result->text : "";
}

const std::string right = fmt::format("v=DKIM1; k=rsa; p={}", tests::rsa_1024);

TEST(RepairDkim, RepairsTheTags) {
  const std::string_view key = tests::rsa_1024;
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa p={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1 k=rsa p={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1, k=rsa, p={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("v:DKIM1; k=rsa; p={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("v=dkim1; k=rsa; p={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; K=rsa; P={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("k=rsa; p={}; v=DKIM1", key)), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa-sha256; p={}", key)), right);
  EXPECT_EQ(repaired(fmt::format("\"v=DKIM1; k=rsa; p={}\" \"{}\"", key.substr(0, 100), key.substr(100))), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1\\; k=rsa\\; p={}", key)), right);
}

TEST(RepairDkim, RepairsTheBase64) {
  const std::string_view key = tests::rsa_1024;
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p=\"{}\"", key)), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p={}\\{}", key.substr(0, 50), key.substr(50))), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----{}-----END PUBLIC KEY-----", key)),
            right);
  const std::string base64url = text::replace_all(text::replace_all(key, "+", "-"), "/", "_");
  ASSERT_NE(base64url, key);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p={}", base64url)), right);
}

TEST(RepairDkim, WritesTheKeyInTheFormThatVerifiersRead) {
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p={}", tests::rsa_2048_pkcs1)),
            fmt::format("v=DKIM1; k=rsa; p={}", tests::rsa_2048));
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p={}", tests::rsa_1024_certificate)), right);
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=ed25519; p={}", tests::ed25519_spki)),
            fmt::format("v=DKIM1; k=ed25519; p={}", tests::ed25519_raw));
}

TEST(RepairDkim, RevokesAPrivateKey) {
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p={}", tests::rsa_512_private_pkcs1)), "v=DKIM1; p=");
  EXPECT_EQ(repaired(fmt::format("v=DKIM1; k=rsa; p={}", tests::rsa_512_private_pkcs8)), "v=DKIM1; p=");
}

TEST(RepairDkim, EndsTheTestModeOnlyWhenAskedTo) {
  const std::string testing = fmt::format("v=DKIM1; k=rsa; t=y:s; p={}", tests::rsa_1024);
  EXPECT_EQ(repaired(testing), "");
  EXPECT_EQ(repaired(testing, {.end_testing = true}), fmt::format("v=DKIM1; k=rsa; t=s; p={}", tests::rsa_1024));
}

TEST(RepairDkim, LeavesAloneWhatIsRightOrCannotBeKnown) {
  const std::string_view key = tests::rsa_1024;
  for (const std::string& text : {
           right,
           fmt::format("p={}", key),
           fmt::format("k=rsa; p={} {}", key.substr(0, 100), key.substr(100)),
           std::string("v=DKIM1; p="),
           fmt::format("v=DKIM1; k=rsa p={}", key.substr(0, 100)),
           std::string("v=DKIM1; k=rsa p=AAAA"),
           std::string("v=DKIM1; k=rsa"),
       })
    EXPECT_EQ(repaired(text), "") << text;
}

}  // namespace
}  // namespace mailauth::dkim_repair_test
