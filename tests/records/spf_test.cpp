#include "records/spf.h"

#include <gtest/gtest.h>

#include <string>

namespace mailauth::records::spf::spf_test {
namespace {

Record parsed(std::string_view text) { return parse({"example.com TXT", std::string(text), {}, {}}); }

struct Case {
  std::string_view text, expected;
};

void expect_dumps(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(dump(parsed(c.text)), c.expected) << c.text;
}

// The terms alone, behind "v=spf1 ".
void expect_terms(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(dump(parsed("v=spf1 " + std::string(c.text))), c.expected) << c.text;
}

TEST(Spf, ReadsEveryKindOfTerm) {
  expect_dumps({
      {"v=spf1", ""},
      {"v=spf1 +mx a:colo.example.com/28 -all", "+mx a{colo.example.com/28} -all"},
      {"v=spf1  mx  ", "mx"},  // extra blanks
      {"V=SPF1 A MX:Example.COM -ALL", "a mx{Example.COM} -all"},
      {"v=spf1 ip4:192.0.2.0/24 ip6:2001:DB8::/32 ?all", "ip4{192.0.2.0/24} ip6{2001:db8::/32} ?all"},
      {"v=spf1 ip4:192.0.2.1 ip6:::1 ip4:0.0.0.0/0", "ip4{192.0.2.1/32} ip6{::1/128} ip4{0.0.0.0/0}"},
      {"v=spf1 include:a.example.net ~include:b.example.net", "include{a.example.net} ~include{b.example.net}"},
      {"v=spf1 ptr ptr:example.com exists:%{ir}.example.com", "ptr ptr{example.com} exists{%{ir}.example.com}"},
      {"v=spf1 redirect=_spf.example.com exp=why.%{d}", "redirect={_spf.example.com} exp={why.%{d}}"},
      {"v=spf1 ra=postmaster include=example.net x=", "ra={postmaster} include={example.net} x={}"},
  });
}

TEST(Spf, ReadsPrefixLengths) {
  expect_terms({
      {"a/24", "a{/24}"},
      {"a//64", "a{//64}"},
      {"mx/0//0", "mx{/0//0}"},
      {"a:example.com./24//64", "a{example.com./24//64}"},
      {"a:%{d}/24", "a{%{d}/24}"},
      {"a:x/y.example.com/24", "a{x/y.example.com/24}"},  // a slash may be part of a label
      {"exists:%{i}/%{d}", "exists{%{i}/%{d}}"},
      {"exists:%{l1r/}", "exists{%{l1r/}}"},
  });
}

TEST(Spf, KeepsMalformedPrefixLengths) {
  expect_terms({
      {"ip4:192.0.2.0/33", "ip4{192.0.2.0}!prefix(/33)"},
      {"ip4:192.0.2.0/024", "ip4{192.0.2.0}!prefix(/024)"},
      {"ip4:192.0.2.0/", "ip4{192.0.2.0}!prefix(/)"},
      {"ip4:192.0.2.0//24", "ip4{192.0.2.0}!prefix(//24)"},
      {"ip6:2001:db8::/129", "ip6{2001:db8::}!prefix(/129)"},
      {"a/64", "a!prefix(/64)"},
      {"a/24/64", "a!prefix(/64)"},
      {"mx//129", "mx!prefix(//129)"},
      {"a:example.com/24//", "a{example.com}!prefix(//)"},
      {"a/-1", "a!prefix(/-1)"},
      {"include:example.net/24", "include{example.net}!prefix(/24)"},
      {"exists:example.net/24", "exists{example.net}!prefix(/24)"},
      {"redirect=example.net/24", "redirect={example.net}!prefix(/24)"},
      {"ptr/24", "ptr!prefix(/24)"},
      {"all/24", "all!unexpected-value(/24)"},
  });
}

TEST(Spf, KeepsWhatIsNoTerm) {
  expect_terms({
      {"ipv4:192.0.2.1", "unknown{ipv4:192.0.2.1}!unknown-mechanism(ipv4)"},
      {"192.0.2.1/24", "unknown{192.0.2.1/24}!unknown-mechanism(192.0.2.1)"},
      {"- all", "unknown{-}!unknown-mechanism(-) all"},
      {"--all", "unknown{--all}!unknown-mechanism(-all)"},
      {"\"include:x.example", "unknown{\"include:x.example}!unknown-mechanism(\"include)"},
      {"-all;", "unknown{-all;}!unknown-mechanism(all;)"},
      {"a\tmx", "unknown{a\\009mx}!unknown-mechanism(a\\009mx)"},  // only a space separates
      {"-redirect=x.example", "unknown{-redirect=x.example}!unknown-mechanism(redirect)"},
      {"+exp:x.example", "unknown{+exp:x.example}!unknown-mechanism(exp)"},
      {"redirect:x.example", "redirect={x.example}!separator(:)"},
      {"exp:x.example", "exp={x.example}!separator(:)"},
      {"1=x", "unknown{1=x}!unknown-mechanism(1)"},
  });
}

TEST(Spf, KeepsMissingAndUnexpectedValues) {
  expect_terms({
      {"include: include", "include{}!missing-value(include:) include!missing-value(include)"},
      {"ip4: ~ip6", "ip4{}!missing-value(ip4:) ~ip6!missing-value(ip6)"},
      {"ip4/24", "ip4!missing-value(ip4)"},
      {"a: mx:/24", "a{}!missing-value(a:) mx{}!missing-value(mx:)"},
      {"exists ptr:", "exists!missing-value(exists) ptr{}!missing-value(ptr:)"},
      {"redirect= exp=", "redirect={}!missing-value(redirect=) exp={}!missing-value(exp=)"},
      {"-all: all:x", "-all{}!unexpected-value(:) all{x}!unexpected-value(:x)"},
  });
}

TEST(Spf, KeepsMalformedDomains) {
  expect_terms({
      {"a:192.0.2.1", "a{192.0.2.1}!domain(192.0.2.1)"},
      {"a:192.0.2.1/24", "a{192.0.2.1}!domain(192.0.2.1)"},
      {"include:localhost", "include{localhost}!domain(localhost)"},
      {"include:example.", "include{example.}!domain(example.)"},
      {"include:example.-a", "include{example.-a}!domain(example.-a)"},
      {"include:example..", "include{example..}!domain(example..)"},
      {"include:http://example.com/spf", "include{http://example.com/spf}!domain(http://example.com/spf)"},
      {"include:%{d}com", "include{%{d}com}!domain(%{d}com)"},
      {"include:b\xC3\xBC"
       "cher.example",
       "include{b\\195\\188cher.example}!domain(\\195\\188)"},
      // Odd, but well formed:
      {"include:http://example.com", "include{http://example.com}"},
      {"a:example.1-2", "a{example.1-2}"},
      {"a:example.com.", "a{example.com.}"},
      {"a:.com", "a{.com}"},
      {"a:%{d}.com", "a{%{d}.com}"},
      {"exists:example%%", "exists{example%%}"},
  });
}

TEST(Spf, KeepsMalformedMacros) {
  expect_terms({
      {"a:%{x}.example.com", "a{%{x}.example.com}!macro(%{x})"},
      {"a:%(d).example.com", "a{%(d).example.com}!macro(%)"},
      {"a:%{d", "a{%{d}!macro(%{d)"},
      {"a:x.%", "a{x.%}!macro(%)"},
      {"a:%{d0}", "a{%{d0}}!macro(%{d0})"},
      {"exists:%{t}.example.com", "exists{%{t}.example.com}!macro(%{t})"},  // only in the text of exp=
      {"exp=%{R}.example.com", "exp={%{R}.example.com}!macro(%{R})"},
      {"x=%{nothing}", "x={%{nothing}}!macro(%{nothing})"},
  });
}

TEST(Spf, KeepsMalformedAddresses) {
  expect_terms({
      {"ip4:192.0.2", "ip4{192.0.2}!address(192.0.2)"},
      {"ip4:192.0.2.01", "ip4{192.0.2.01}!address(192.0.2.01)"},
      {"ip4:192.0.2.256", "ip4{192.0.2.256}!address(192.0.2.256)"},
      {"ip4:mail.example.com", "ip4{mail.example.com}!address(mail.example.com)"},
      {"ip4:198.51.100.1-all", "ip4{198.51.100.1-all}!address(198.51.100.1-all)"},
      {"ip4:2001:db8::1", "ip4{2001:db8::1}!address(2001:db8::1)"},
      {"ip6:192.0.2.1", "ip6{192.0.2.1}!address(192.0.2.1)"},
      {"ip6:[2001:db8::1]", "ip6{[2001:db8::1]}!address([2001:db8::1])"},
  });
}

TEST(Spf, IsValidWhenEveryTermIs) {
  for (const std::string_view text : {"v=spf1", "v=spf1 -all", "V=spf1 a", "v=spf1 x=%{d} redirect=a.example"})
    EXPECT_TRUE(is_valid(parsed(text))) << text;
  for (const std::string_view text : {
           "v=spf1 -all ipv4:192.0.2.1",                    // also behind all
           "v=spf1 redirect=a.example redirect=b.example",  // RFC 7208 6
           "v=spf1 exp=a.example -all EXP=b.example",
           "v=spf1\t-all",
           " v=spf1 -all",
           "v=spf10 -all",
           "v:spf1 -all",
           "",
       }) {
    EXPECT_FALSE(is_valid(parsed(text))) << text;
  }
}

TEST(Spf, IsBounded) {
  std::string text = "v=spf1";
  for (int i = 0; i < 600; ++i) text += " a";
  const Record record = parsed(text);
  ASSERT_EQ(record.terms.size(), max_terms);
  EXPECT_EQ(record.terms.back().kind, Kind::unknown);
  EXPECT_EQ(record.terms.back().span.end, text.size());
}

TEST(Spf, NamesTheTargetOfATerm) {
  const auto target_of = [](std::string_view term) {
    const Record record = parsed("v=spf1 " + std::string(term));
    return target(record, record.terms.at(0), "mail.example.com").value_or("nothing");
  };
  EXPECT_EQ(target_of("a"), "mail.example.com");
  EXPECT_EQ(target_of("mx/24"), "mail.example.com");
  EXPECT_EQ(target_of("include:_spf.example.net."), "_spf.example.net");
  EXPECT_EQ(target_of("a:x.%{d}"), "x.mail.example.com");
  EXPECT_EQ(target_of("a:x.%{D2}"), "x.example.com");
  EXPECT_EQ(target_of("a:%{dr}"), "com.example.mail");
  EXPECT_EQ(target_of("a:%{d1r}"), "mail");
  EXPECT_EQ(target_of("a:%{d.-}.example.net"), "mail.example.com.example.net");
  EXPECT_EQ(target_of("exists:100%%.example.net"), "100%.example.net");
  EXPECT_EQ(target_of("include:example.net/24"), "example.net");  // the domain-spec itself is fine
  for (const std::string_view term : {"exists:%{i}.example.net", "include:%{o}", "a:localhost", "ip4:192.0.2.1", "all",
                                      "include:", "include", "unknown:example.net", "include=example.net"})
    EXPECT_EQ(target_of(term), "nothing") << term;
}

TEST(Spf, DropsLabelsOfTooLongTargets) {  // RFC 7208 7.3
  const std::string label(60, 'a');
  const std::string domain = label + "." + label + "." + label + "." + label + ".example.com";  // 255 bytes
  const Record record = parsed("v=spf1 a:%{d}");
  EXPECT_EQ(target(record, record.terms[0], domain), domain.substr(label.size() + 1));
}

TEST(Spf, FindsTheFirstTermOfAKind) {
  const Record record = parsed("v=spf1 a ~all -all");
  EXPECT_EQ(record.first(Kind::all)->qualifier, Qualifier::softfail);
  EXPECT_EQ(record.first(Kind::redirect), nullptr);
}

}  // namespace
}  // namespace mailauth::records::spf::spf_test
