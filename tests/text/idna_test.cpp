#include "text/idna.h"

#include <gtest/gtest.h>

namespace mailauth::text::idna_test {
namespace {

TEST(Idna, NormalisesDomains) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"example.com", "example.com"},
      {"  Example.COM. \n", "example.com"},
      {"_dmarc.example.com", "_dmarc.example.com"},
      {"s1._domainkey.EXAMPLE.com", "s1._domainkey.example.com"},
      {"m\xC3\xBCnchen.example", "xn--mnchen-3ya.example"},
      {"M\xC3\x9CNCHEN.Example", "xn--mnchen-3ya.example"},
      {"_dmarc.m\xC3\xBCnchen.example", "_dmarc.xn--mnchen-3ya.example"},
      {"fa\xC3\x9F.example", "xn--fa-hia.example"},                                // not "fass": non-transitional
      {"\xE4\xBE\x8B\xE3\x80\x82\xE4\xB8\xAD\xE5\x9B\xBD", "xn--fsq.xn--fiqs8s"},  // ideographic full stop
      {"XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example"},
      {"3.example.com", "3.example.com"},
  };
  for (const auto& [typed, domain] : cases) {
    const auto parsed = parse_domain(typed);
    ASSERT_TRUE(std::holds_alternative<std::string>(parsed)) << typed << ": " << std::get<NotADomain>(parsed).reason;
    EXPECT_EQ(std::get<std::string>(parsed), domain);
  }
}

TEST(Idna, SaysWhatIsWrongAndSuggests) {
  struct Case {
    std::string typed, reason, suggestion;
  };
  const Case cases[] = {
      {"", "the domain is empty", ""},
      {" \t", "the domain is empty", ""},
      {".", "the root is not a domain that sends mail", ""},
      {"https://www.Example.com:8443/x?y#z", "this is a URL", "www.example.com"},
      {"http://user:pass@example.com/", "this is a URL", "example.com"},
      {"://", "this is a URL", ""},
      {"Jane <jane@example.com>", "there is a blank in it", ""},
      {"jane@Example.com", "this is a mail address", "example.com"},
      {"<jane@example.com>", "this is a mail address", "example.com"},
      {"mailto:jane@example.com", "this is a mailto URL", "example.com"},
      {"mailto:", "this is a mailto URL", ""},
      {"jane@", "this is a mail address", ""},
      {"example.com/path", "a domain has no \"/\"", "example.com"},
      {"example.com:25", "a domain has no port", "example.com"},
      {"*.example.com", "a wildcard is not one domain", "example.com"},
      {"192.0.2.1", "an IP address is not a domain", ""},
      {"2001:db8::1", "an IP address is not a domain", ""},
      {"[2001:db8::1]", "an IP address is not a domain", ""},
      {"192.0.2", "its last label is a number, as in an IP address", ""},
      {"localhost", "\"localhost\" is a single label without a dot", ""},
      {"example..com", "two dots follow each other, or a dot stands at the beginning", ""},
      {".example.com", "two dots follow each other, or a dot stands at the beginning", ""},
      {"-example.com", "the label \"-example\" begins or ends with a hyphen", ""},
      {"example-.com", "the label \"example-\" begins or ends with a hyphen", ""},
      {"exa mple.com", "there is a blank in it", ""},
      {"exam!ple.com", "\"!\" does not belong in a domain", ""},
      {"exam\x1bple.com", "\"\\027\" does not belong in a domain", ""},
      {"ex\xFFmple.com", "it is not UTF-8", ""},
  };
  for (const Case& c : cases) {
    const auto parsed = parse_domain(c.typed);
    ASSERT_TRUE(std::holds_alternative<NotADomain>(parsed)) << c.typed;
    EXPECT_EQ(std::get<NotADomain>(parsed).reason, c.reason) << c.typed;
    EXPECT_EQ(std::get<NotADomain>(parsed).suggestion, c.suggestion) << c.typed;
  }
}

std::string reason(const std::string& typed) {
  const auto parsed = parse_domain(typed);
  return std::holds_alternative<NotADomain>(parsed) ? std::get<NotADomain>(parsed).reason : "";
}

TEST(Idna, BoundsLengths) {
  const std::string label(63, 'a');
  const std::string longest = label + '.' + label + '.' + label + '.' + std::string(61, 'a');
  EXPECT_EQ(reason(longest), "");
  EXPECT_EQ(reason(longest + "a"), "it has 254 bytes; 253 is the limit");
  EXPECT_EQ(reason("a" + label + ".com"), "the label \"a" + label + "\" is longer than 63 bytes");
  EXPECT_NE(reason(std::string(100000, 'a') + ".com"), "");
}

TEST(Idna, ShowsUnicodeToPeople) {
  EXPECT_EQ(to_unicode("xn--mnchen-3ya.example"), "m\xC3\xBCnchen.example");
  EXPECT_EQ(to_unicode("_dmarc.xn--mnchen-3ya.example"), "_dmarc.m\xC3\xBCnchen.example");
  EXPECT_EQ(to_unicode("example.com"), "example.com");
  EXPECT_EQ(to_unicode("xn--\xFF.example"), "xn--\xFF.example");
  EXPECT_EQ(to_unicode(""), "");
  EXPECT_EQ(to_unicode("xn--example-.example"), "xn--example-.example");  // leads back to something else
}

TEST(Idna, PutsULabelsBesideALabels) {
  EXPECT_EQ(with_u_labels("no name"), "no name");
  EXPECT_EQ(
      with_u_labels("include:xn--mnchen-3ya.example has no record; xn--mnchen-3ya.example is at fault"),
      "include:xn--mnchen-3ya.example (m\xC3\xBCnchen.example) has no record; xn--mnchen-3ya.example is at fault");
  EXPECT_EQ(with_u_labels("_dmarc.xn--mnchen-3ya.example. TXT"),
            "_dmarc.xn--mnchen-3ya.example. (_dmarc.m\xC3\xBCnchen.example) TXT");
  EXPECT_EQ(with_u_labels("xn--\xFF, xn--"), "xn--\xFF, xn--");
  EXPECT_EQ(with_u_labels(std::string(100000, 'a') + "xn--mnchen-3ya"), std::string(100000, 'a') + "xn--mnchen-3ya");
}

}  // namespace
}  // namespace mailauth::text::idna_test
