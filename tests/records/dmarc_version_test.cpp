#include <gtest/gtest.h>

#include <string>

#include "records/dmarc.h"

namespace mailauth::records::dmarc::dmarc_version_test {
namespace {

Record parsed(std::string_view text) { return parse({"_dmarc.example.com TXT", std::string(text), {}, {}}); }

TEST(DmarcVersion, IsWhatReceiversSelect) {
  for (const std::string_view text :
       {"v=DMARC1", "v=DMARC1;", "v=DMARC1; p=reject", "V=DMARC1; p=reject", "v = DMARC1 ; p=none"})
    EXPECT_TRUE(is_dmarc(parsed(text)) && resembles_dmarc(parsed(text))) << text;
}

TEST(DmarcVersion, IsRecognisedWhenMistyped) {
  for (const std::string_view text : {
           "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;",
           " v=DMARC1; p=reject",
           "v=DMARC1 p=reject",
           "v=DMARC1, p=reject",
           "v=dmarc1; p=reject",
           "v=DMARC 1; p=reject",
           "v=DMARC1.0",
           "v=DMARC2; p=none",
           "v=DMARC; p=none",
           "v-DMARC1",
           "vDMARC1; p=none",
           "DMARC1; p=reject",
           "=DMARC1",
           "v=DMRAC1",
           "v=DMAR1; p=none",
           "v==DMARC1; p=none",
           "p=reject; v=DMARC1",
           ";v=DMARC1; p=none",
           "\"v=DMARC1; p=none\"",
           "\xE2\x80\x9Cv=DMARC1; p=none\xE2\x80\x9D",
           "v=DMARC1\\; p=reject\\;",
           "_dmarc.example.com. IN TXT \"v=DMARC1; p=none\"",
           "p=reject; rua=mailto:a@example.com",
           "p:quarantine",
           "rua=mailto:a@example.com",
           "junk p=none rua=mailto:a@example.com",
       }) {
    EXPECT_FALSE(is_dmarc(parsed(text))) << text;
    EXPECT_TRUE(resembles_dmarc(parsed(text))) << text;
  }
}

TEST(DmarcVersion, IsNotFoundInUnrelatedText) {
  for (const std::string_view text : {
           "",
           "v=spf1 -all",
           "v=spf1 include:dmarc.example.com p=none",
           "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEB",
           "k=rsa; p=MIGfMA0GCSqGSIb3DQEB",
           "v=TLSRPTv1; rua=mailto:reports@example.com",
           "v=STSv1; id=20160831085700Z;",
           "v=BIMI1; l=https://example.com/logo.svg",
           "google-site-verification=abc",
           "dmarc-site-verification=abc",
           "dmarc=x1",
           "MS=ms123",
           "p=1",
           "the dmarc record will follow",
       }) {
    EXPECT_FALSE(resembles_dmarc(parsed(text))) << text;
  }
}

}  // namespace
}  // namespace mailauth::records::dmarc::dmarc_version_test
