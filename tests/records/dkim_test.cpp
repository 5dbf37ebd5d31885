#include "records/dkim.h"

#include <gtest/gtest.h>

#include <string>

#include "support/test_keys.h"

namespace mailauth::records::dkim::dkim_test {
namespace {

using namespace mailauth::tests;

Record parsed(std::string_view text) { return parse({"s1._domainkey.example.com TXT", std::string(text), {}, {}}); }

// A record with a key of 1024 bits behind the given tags.
std::string with_key(std::string_view tags) { return std::string(tags) + "p=" + std::string(rsa_1024); }

struct Case {
  std::string text;
  std::string_view expected;
};

TEST(Dkim, ReadsEveryTag) {
  const Case cases[] = {
      {with_key(""), "usable spki/rsa/1024 e=65537"},
      {with_key("v=DKIM1; k=rsa; h=SHA1 : sha256; s=email:*; t=y:s; n=note; g=*; "),
       "usable spki/rsa/1024 e=65537 v=DKIM1 k=rsa h=sha1:sha256 s=email:* t=y:s n=note g=*"},
      {"v=DKIM1; p=", "unusable revoked v=DKIM1"},
      {"v=DKIM1", "unusable none/unknown v=DKIM1"},
      {with_key("k=rsa; k=ed25519; "), "usable spki/rsa/1024 e=65537 k=rsa"},  // the first one counts
      {with_key("K=ed25519; "), "usable spki/rsa/1024 e=65537"},               // another tag: RFC 6376 3.2
  };
  for (const Case& c : cases) EXPECT_EQ(dump(parsed(c.text)), c.expected) << c.text;
}

TEST(Dkim, KnowsItsFlags) {
  EXPECT_TRUE(parsed("t=y").testing() && !parsed("t=y").strict());
  EXPECT_TRUE(parsed("t=s : x").strict() && !parsed("t=s : x").testing());
  EXPECT_FALSE(parsed("t=").testing() || parsed("p=").testing());
}

TEST(Dkim, IsUsableWhenAVerifierCanUseIt) {
  for (const std::string& text : {
           with_key("v=DKIM1; "), with_key("k=rsa; v=DKIM1; "), with_key("h=sha256; "), with_key("s=email; "),
           with_key("x=unknown; "), with_key("v=DKIM1;; "), with_key("t=y; "),
           "v=DKIM1; p=" + std::string(rsa_2048_pkcs1), "k=ed25519; p=" + std::string(ed25519_raw),
           "p=" + std::string(rsa_1024.substr(0, 100)) + " " + std::string(rsa_1024.substr(100)),  // folded
       }) {
    EXPECT_TRUE(is_usable(parsed(text))) << text;
  }
  for (const std::string& text : {
           with_key("v=DKIM2; "),
           with_key("v=dkim1; "),
           with_key("v:DKIM1; "),
           with_key("junk; "),
           with_key("k=RSA; "),
           with_key("k=rsa-sha256; "),
           with_key("k=ed25519; "),
           with_key("h=sha1; "),
           with_key("h=; "),
           with_key("s=tlsrpt; "),
           with_key("v=DKIM1 k=rsa "),
           "p=" + std::string(rsa_512),
           "p=" + std::string(ed25519_raw),  // k=ed25519 is missing
           "k=ed25519; p=" + std::string(ed25519_spki),
           "p=" + std::string(rsa_1024_certificate),
           "p=" + std::string(p256_spki),
           std::string("p="),
           std::string("v=DKIM1"),
           std::string(""),
       }) {
    EXPECT_FALSE(is_usable(parsed(text))) << text;
  }
}

TEST(Dkim, RecognisesWhatWasMeantAsAKey) {
  for (const std::string_view text : {"p=", "v=DKIM1", "v=dkim1; k=rsa", "v:DKIM1", "v=DKIM 1", "v=DKM1", "p:MIGf",
                                      "k=rsa p=MIGf", "v=DKIM1 k=rsa p=MIGf", "-----BEGIN RSA PRIVATE KEY-----"})
    EXPECT_TRUE(resembles_key(parsed(text))) << text;
  for (const std::string_view text :
       {"", "v=spf1 -all", "v=spf1 p=x", "v=DMARC1; p=reject", "p=reject; rua=mailto:a@example.com",
        "google-site-verification=abc", "k=rsa", "o=~", "v=BIMI1; l=https://example.com/l.svg"})
    EXPECT_FALSE(resembles_key(parsed(text))) << text;
}

TEST(Dkim, FindsSwallowedTags) {
  const Record record = parsed("v=DKIM1 k=rsa p=MIGf");
  ASSERT_EQ(record.swallowed.size(), 2U);
  EXPECT_EQ(record.text(record.swallowed[0].tag.span), "k=rsa");
  EXPECT_EQ(record.text(record.swallowed[1].tag.span), "p=MIGf");
  EXPECT_TRUE(parsed("p=AAAA g==").swallowed.empty());  // the padding of a folded key
}

TEST(Dkim, KnowsSelectors) {  // RFC 6376 3.1, RFC 5321 4.1.2
  for (const std::string_view text : {"s1", "2024-01.mail", "A"}) EXPECT_TRUE(is_selector(text)) << text;
  for (const std::string_view text : {"", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "a_b", "s1._domainkey"})
    EXPECT_FALSE(is_selector(text)) << text;
  EXPECT_TRUE(is_selector(std::string(63, 'a')));
  EXPECT_FALSE(is_selector(std::string(64, 'a')));
}

}  // namespace
}  // namespace mailauth::records::dkim::dkim_test
