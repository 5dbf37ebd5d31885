// Which rule a faulty term belongs to, which bytes are wrong, and what was meant.

#include "mailauth/rules/spf_diagnosis.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace mailauth::rules {
namespace {

// "spf-syntax-error [x] -> all", with a line feed between several of them.
std::string show(std::string_view terms) {
  text::Source source{.where = "example.com TXT", .text = "v=spf1 " + std::string(terms)};
  if (const auto joint = source.text.find('|'); joint != std::string::npos && terms.find("||") == terms.npos) {
    source.text.erase(joint, 1);
    source.joints.push_back(static_cast<uint32_t>(joint));
  }
  const auto record = records::spf::parse(source);
  std::string shown;
  for (const Diagnosis& diagnosis : diagnose(record)) {
    shown += shown.empty() ? "" : "\n";
    shown += std::string(diagnosis.rule_id) + " [" + std::string(record.text(diagnosis.mark)) + "]";
    if (!diagnosis.replacement) continue;
    shown += " -> " + *diagnosis.replacement;
    const auto repaired = records::spf::parse({.text = "v=spf1 " + *diagnosis.replacement});
    EXPECT_TRUE(records::spf::is_valid(repaired) && diagnose(repaired).empty()) << *diagnosis.replacement;
  }
  return shown;
}

struct Case {
  std::string_view terms;  // '|' is where one string ends and the next begins
  std::string_view shown;
};

void expect(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(show(c.terms), c.shown) << c.terms;
}

TEST(SpfDiagnosis, SaysNothingAboutWhatIsRight) {
  expect({
      {"", ""},
      {"ip4:192.0.2.0/24 ip6:2001:db8::/32 a mx:example.net/24//64 ptr exists:%{i}.example.net -all", ""},
      {"include:_spf.example.net redirect=_spf.example.org exp=why.%{d}", ""},
      {"IP4:192.0.2.1 -ALL", ""},
      {"ra=postmaster rp=100 rr=all -all", ""},  // modifiers of RFC 6652
      {"moo=include:x -all", ""},                // an unknown modifier is ignored, RFC 7208 6
      {"include:_spf.exam|ple.net -all", ""},    // a name may be cut anywhere
      {"include:example.c|a mx -all", ""},
      {"ip4:192.0.2.1 |-all", ""},
  });
}

TEST(SpfDiagnosis, NamesTermsThatRanTogether) {
  expect({
      {"ip4:192.0.2.1|include:x.example -all", "spf-multistring-join [] -> ip4:192.0.2.1 include:x.example"},
      {"include:_spf.example.net|-all",
       "spf-multistring-join [] -> include:_spf.example.net -all"},  // valid, but wrong
      {"ip4:192.0.2.1-all", "spf-syntax-error [] -> ip4:192.0.2.1 -all"},
      {"mx~all", "spf-syntax-error [] -> mx ~all"},
      {"ip4:192.0.2.1include:x.example -all", "spf-syntax-error [] -> ip4:192.0.2.1 include:x.example"},
  });
}

TEST(SpfDiagnosis, NamesBlanksInsideOfTerms) {
  expect({
      {"ip4: 192.0.2.1 -all", "spf-space-after-colon [ ] -> ip4:192.0.2.1"},
      {"-ip6:  2001:db8::1 -all", "spf-space-after-colon [  ] -> -ip6:2001:db8::1"},
      {"include: _spf.example.net -all", "spf-space-after-colon [ ] -> include:_spf.example.net"},
      {"ip4 192.0.2.1 -all", "spf-space-after-colon [ ] -> ip4:192.0.2.1"},
      {"ip4 :192.0.2.1 -all", "spf-space-after-colon [ ] -> ip4:192.0.2.1"},
      {"a: mail.example.com -all", "spf-space-after-colon [ ] -> a:mail.example.com"},
      {"include: -all", "spf-syntax-error []"},  // nothing follows that could be meant
      {"ip4:192.0.2.1 - all", "spf-syntax-error [ ] -> -all"},
  });
}

TEST(SpfDiagnosis, NamesPunctuation) {
  expect({
      {"ip4:192.0.2.1, mx -all;",
       "spf-trailing-punctuation [,] -> ip4:192.0.2.1\nspf-trailing-punctuation [;] -> -all"},
      {"include:x.example; ; -all",
       "spf-trailing-punctuation [;] -> include:x.example\nspf-trailing-punctuation [;] -> "},
      {"mx: -all.", "spf-trailing-punctuation [:] -> mx\nspf-trailing-punctuation [.] -> -all"},
      {"ip4:192.0.2.1,ip4:192.0.2.2 -all", "spf-trailing-punctuation [,] -> ip4:192.0.2.1 ip4:192.0.2.2"},
      {"ip4:192.0.2.1,192.0.2.2 -all", "spf-trailing-punctuation [,] -> ip4:192.0.2.1 ip4:192.0.2.2"},
      {"include:a.example,include:b.example -all",
       "spf-trailing-punctuation [,] -> include:a.example include:b.example"},  // one valid name, but nobody means it
      {"include:x.example. -all", ""},                                          // a final dot is legal
  });
}

TEST(SpfDiagnosis, NamesWrongWords) {
  expect({
      {"ipv4:192.0.2.1 -all", "spf-unknown-mechanism [ipv4] -> ip4:192.0.2.1"},
      {"ip:192.0.2.0/24 -all", "spf-unknown-mechanism [ip] -> ip4:192.0.2.0/24"},
      {"ip:2001:db8::/32 -all", "spf-unknown-mechanism [ip] -> ip6:2001:db8::/32"},
      {"~inlcude:_spf.example.net -all", "spf-unknown-mechanism [inlcude] -> ~include:_spf.example.net"},
      {"includes:_spf.example.net -al", "spf-unknown-mechanism [includes] -> include:_spf.example.net\n"
                                        "spf-unknown-mechanism [al] -> -all"},
      {"redirct:_spf.example.net", "spf-unknown-mechanism [redirct] -> redirect=_spf.example.net"},
      {"aaaa:mail.example.com -all", "spf-unknown-mechanism [aaaa] -> a:mail.example.com"},
      {"192.0.2.1 -all", "spf-unknown-mechanism [] -> ip4:192.0.2.1"},
      {"2001:db8::1 -all", "spf-unknown-mechanism [] -> ip6:2001:db8::1"},
      {"_spf.example.net -all", "spf-unknown-mechanism [] -> include:_spf.example.net"},
      {"mail.example.com -all", "spf-unknown-mechanism []"},  // a: or include:? nobody knows
      {"rubbish -all", "spf-unknown-mechanism [rubbish]"},
  });
}

TEST(SpfDiagnosis, NamesEqualsSigns) {
  expect({
      {"include=_spf.example.net -all", "spf-mechanism-as-modifier [=] -> include:_spf.example.net"},
      {"ip4=192.0.2.1 -all", "spf-mechanism-as-modifier [=] -> ip4:192.0.2.1"},
      {"ipv6=2001:db8::1 -all", "spf-mechanism-as-modifier [=] -> ip6:2001:db8::1"},
      {"a=192.0.2.1 -all", "spf-mechanism-as-modifier [=] -> ip4:192.0.2.1"},
      {"+include=_spf.example.net -all", "spf-syntax-error [=] -> +include:_spf.example.net"},  // no modifier
      {"redirect:_spf.example.net", "spf-syntax-error [:] -> redirect=_spf.example.net"},
  });
}

TEST(SpfDiagnosis, NamesAddressesWhereDomainsBelong) {
  expect({
      {"a:192.0.2.1 -all", "spf-ip-in-domain-mechanism [a] -> ip4:192.0.2.1"},
      {"~mx:192.0.2.0/24 -all", "spf-ip-in-domain-mechanism [mx] -> ~ip4:192.0.2.0/24"},
      {"include:2001:db8::1 -all", "spf-ip-in-domain-mechanism [include] -> ip6:2001:db8::1"},
      {"redirect=192.0.2.1", "spf-ip-in-domain-mechanism [redirect]"},
  });
}

TEST(SpfDiagnosis, NamesEveryOtherFlaw) {
  expect({
      {"ip4:192.0.2 -all", "spf-syntax-error [192.0.2]"},
      {"ip4:192.000.002.010 -all", "spf-syntax-error [192.000.002.010] -> ip4:192.0.2.10"},
      {"ip4:192.0.2.* -all", "spf-syntax-error [192.0.2.*] -> ip4:192.0.2.0/24"},
      {"ip4:2001:db8::1 -all", "spf-syntax-error [ip4] -> ip6:2001:db8::1"},
      {"ip6:192.0.2.1 -all", "spf-syntax-error [ip6] -> ip4:192.0.2.1"},
      {"ip6:[2001:db8::1] -all", "spf-syntax-error [[2001:db8::1]] -> ip6:2001:db8::1"},
      {"ip4:mail.example.com -all", "spf-syntax-error [ip4] -> a:mail.example.com"},
      {"ip4:192.0.2.0/33 -all", "spf-syntax-error [/33]"},
      {"ip4:192.0.2.0/024 -all", "spf-syntax-error [/024] -> ip4:192.0.2.0/24"},
      {"a/64 -all", "spf-syntax-error [/64] -> a//64"},
      {"include:x.example/24 -all", "spf-syntax-error [/24] -> include:x.example"},
      {"include:https://x.example/ -all", "spf-syntax-error [https://x.example/] -> include:x.example"},
      {"include:_spf -all", "spf-syntax-error [_spf]"},
      {"exists:%(i).example.net -all", "spf-syntax-error [%] -> exists:%{i}.example.net"},
      {"exists:%{x}.example.net -all", "spf-syntax-error [%{x}]"},
      {"-all/24", "spf-syntax-error [/24] -> -all"},
      {"--all", "spf-syntax-error [--] -> -all"},
      {"!all", "spf-syntax-error [!] -> -all"},
      {"~-all", "spf-syntax-error [~-]"},  // which of them?
      {"redirect=x.example redirect=x.example", "spf-syntax-error [redirect=x.example] -> "},
      {"redirect=x.example redirect=y.example", "spf-syntax-error [redirect=y.example]"},
  });
}

TEST(SpfDiagnosis, LeavesForeignTextToTheDnsRules) {
  expect({
      {"ip4:192.0.2.1\xC2\xA0-all", "dns-txt-not-ascii [\xC2\xA0] -> ip4:192.0.2.1 -all"},
      {"\xE2\x80\x93"
       "all",
       "dns-txt-not-ascii [\xE2\x80\x93] -> -all"},
      {"-all\xE2\x80\x9D", "dns-txt-not-ascii [\xE2\x80\x9D] -> -all"},
      {"ip4:192.0.2.1\t-all", "dns-txt-not-ascii [\t] -> ip4:192.0.2.1 -all"},
      {"-all\"", "dns-txt-quotes-inside [\"] -> -all"},
      {"-all\\;", "dns-txt-escaped-semicolon [\\;] -> -all"},
  });
}

// A stranger's record may be as long and as strange as the DNS lets it be.
TEST(SpfDiagnosis, IsQuickOnHostileRecords) {
  for (const std::string_view piece : {"-a", "a:", "ip4:1,", ";", "include:", "- ", "%"}) {
    std::string terms;
    while (terms.size() < 60000) terms += piece;
    EXPECT_FALSE(show(terms).empty()) << piece;
  }
}

}  // namespace
}  // namespace mailauth::rules
