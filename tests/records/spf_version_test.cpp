#include <gtest/gtest.h>

#include <string>

#include "records/spf.h"

namespace mailauth::records::spf::spf_version_test {
namespace {

TEST(SpfVersion, IsWhatReceiversSelect) {  // RFC 7208 4.5
  for (const std::string_view text : {"v=spf1", "v=spf1 ", "v=spf1 -all", "V=SPF1 -all", "v=spf1  -all"})
    EXPECT_TRUE(is_spf(text) && resembles_spf(text)) << text;
  for (const std::string_view text : {"", "v=spf", "v=spf10", "v=spf1;", "v=spf1\t-all", " v=spf1", "v=spf1.0 -all"})
    EXPECT_FALSE(is_spf(text)) << text;
}

struct Case {
  std::string_view text, expected;
};

TEST(SpfVersion, IsFoundWhenMistyped) {
  const Case cases[] = {
      {"v:spf1 a -all", "[v:spf1] a -all"},
      {"v=spf1; a -all", "[v=spf1;] a -all"},
      {"v=spf1, a -all", "[v=spf1,] a -all"},
      {"v=spf1\ta -all", "[v=spf1\\009] a -all"},
      {"v=spf1.0 -all", "[v=spf1.0] -all"},
      {"v=spf2 -all", "[v=spf2] -all"},
      {"v=spf10 -all", "[v=spf10] -all"},
      {"v=spf -all", "[v=spf] -all"},
      {"v=spf 1 -all", "[v=spf 1] -all"},
      {"v= spf1 -all", "[v= spf1] -all"},
      {"v = spf1 -all", "[v = spf1] -all"},
      {"v=sfp1 -all", "[v=sfp1] -all"},
      {"v=sp1 -all", "[v=sp1] -all"},
      {"v-spf1 -all", "[v-spf1] -all"},
      {"vspf1 -all", "[vspf1] -all"},
      {"spf1 include:x.example", "[spf1] include{x.example}"},
      {"=spf1 -all", "[=spf1] -all"},
      {"v=spf1include:x.example -all", "[v=spf1] include{x.example} -all"},
      {"v=spf1-all", "[v=spf1] -all"},
      {"v=spf1", ""},
      {" v=spf1 -all", "[ v=spf1] -all"},
      {"\"v=spf1 -all", "[\"v=spf1] -all"},
      {"\xE2\x80\x9Cv=spf1 -all", "[\\226\\128\\156v=spf1] -all"},  // a typographic quote
      {"example.com. IN TXT \"v=spf1 -all", "[example.com. IN TXT \"v=spf1] -all"},
  };
  for (const Case& c : cases) {
    EXPECT_TRUE(resembles_spf(c.text)) << c.text;
    EXPECT_EQ(dump(parse({"example.com TXT", std::string(c.text), {}, {}})), c.expected);
  }
}

TEST(SpfVersion, IsNotFoundInUnrelatedText) {
  for (const std::string_view text : {
           "",
           " ",
           "google-site-verification=abcspf1",
           "spf-check-ok=1",
           "spf-check=spf1-ok",
           "v=DMARC1; p=none",
           "v=DKIM1; p=",
           "MS=ms123",
           "spf2.0/pra -all",
           "spf2.0/mfrom,pra include:x.example -all",
           "v=spfoo",
           "v=sports",
           "vsp1a2b3c4",
           "spf",
           "SPF record follows",
           "sp1",
           "v=verify-spf1x",
           "apple-domain=spf",
           "v=STSv1; id=1",
       }) {
    EXPECT_FALSE(resembles_spf(text)) << text;
  }
}

}  // namespace
}  // namespace mailauth::records::spf::spf_version_test
