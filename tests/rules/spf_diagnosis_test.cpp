// Which rule a faulty term belongs to, which bytes are wrong, and what was meant.

#include "diagnosis/spf.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace mailauth::rules::spf_diagnosis_test {
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
  for (const diagnosis::Diagnosis& diagnosis : diagnosis::diagnose(record)) {
    shown += shown.empty() ? "" : "\n";
    shown += std::string(diagnosis.rule_id) + " [" + std::string(record.text(diagnosis.mark)) + "]";
    if (!diagnosis.replacement) continue;
    shown += " -> " + *diagnosis.replacement;
    const auto repaired = records::spf::parse({.text = "v=spf1 " + *diagnosis.replacement});
    EXPECT_TRUE(records::spf::is_valid(repaired) && diagnosis::diagnose(repaired).empty()) << *diagnosis.replacement;
  }
  return shown;
}

struct Case {
  std::string terms;  // '|' is where one string ends and the next begins
  std::string shown;
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
      {"ip4:192.0.2.1-all", "spf-ip4-malformed [] -> ip4:192.0.2.1 -all"},
      {"mx~all", "spf-syntax-error [] -> mx ~all"},
      {"ip4:192.0.2.1include:x.example -all", "spf-ip4-malformed [] -> ip4:192.0.2.1 include:x.example"},
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
      {"ip4:192.0.2.1 - all", "spf-qualifier-malformed [ ] -> -all"},
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
      {"192.0.2.1 -all", "spf-bare-value [] -> ip4:192.0.2.1"},
      {"2001:db8::1 -all", "spf-bare-value [] -> ip6:2001:db8::1"},
      {"_spf.example.net -all", "spf-bare-value [] -> include:_spf.example.net"},
      {"mail.example.com -all", "spf-bare-value []"},  // a: or include:? nobody knows
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
      {"redirect:_spf.example.net", "spf-modifier-as-mechanism [:] -> redirect=_spf.example.net"},
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
      {"ip4:192.0.2 -all", "spf-ip4-malformed [192.0.2]"},
      {"ip4:192.000.002.010 -all", "spf-ip4-malformed [192.000.002.010] -> ip4:192.0.2.10"},
      {"ip4:192.0.2.* -all", "spf-ip4-malformed [192.0.2.*] -> ip4:192.0.2.0/24"},
      {"ip4:2001:db8::1 -all", "spf-ip-family-mismatch [ip4] -> ip6:2001:db8::1"},
      {"ip6:192.0.2.1 -all", "spf-ip-family-mismatch [ip6] -> ip4:192.0.2.1"},
      {"ip6:[2001:db8::1] -all", "spf-ip6-malformed [[2001:db8::1]] -> ip6:2001:db8::1"},
      {"ip4:mail.example.com -all", "spf-domain-in-ip-mechanism [ip4] -> a:mail.example.com"},
      {"ip4:192.0.2.0/33 -all", "spf-cidr-invalid [/33]"},
      {"ip4:192.0.2.0/024 -all", "spf-cidr-invalid [/024] -> ip4:192.0.2.0/24"},
      {"a/64 -all", "spf-dual-cidr-slash [/64] -> a//64"},
      {"include:x.example/24 -all", "spf-cidr-not-allowed [/24] -> include:x.example"},
      {"include:https://x.example/ -all", "spf-url-or-email-target [https://x.example/] -> include:x.example"},
      {"include:_spf -all", "spf-single-label-target [_spf]"},
      {"exists:%(i).example.net -all", "spf-macro-syntax [%] -> exists:%{i}.example.net"},
      {"exists:%{x}.example.net -all", "spf-macro-syntax [%{x}]"},
      {"-all/24", "spf-cidr-not-allowed [/24] -> -all"},
      {"--all", "spf-qualifier-malformed [--] -> -all"},
      {"!all", "spf-qualifier-malformed [!] -> -all"},
      {"~-all", "spf-qualifier-malformed [~-]"},  // which of them?
      {"redirect=x.example redirect=x.example", "spf-modifier-duplicate [redirect=x.example] -> "},
      {"redirect=x.example redirect=y.example", "spf-modifier-duplicate [redirect=y.example]"},
  });
}

TEST(SpfDiagnosis, NamesWhatIsNoDomain) {
  expect({
      {"include:http://x.example -all", "spf-url-or-email-target [http://x.example] -> include:x.example"},
      {"a:postmaster@x.example -all", "spf-url-or-email-target [postmaster@x.example] -> a:x.example"},
      {"mx:x.example/mail -all", "spf-url-or-email-target [x.example/mail] -> mx:x.example"},
      {"mx:x.example/24//64 exists:%{l}@%{d} include:%{l}/x.example -all", ""},  // lengths and macros
      {"include:_spf..example.net -all", "spf-empty-or-long-label [.] -> include:_spf.example.net"},
      {"a:.example.net/24 -all", "spf-empty-or-long-label [.] -> a:example.net/24"},
      {"include:" + std::string(64, 'a') + ".example -all", "spf-empty-or-long-label [" + std::string(64, 'a') + "]"},
      {"include:b\xC3\xBC"
       "cher.example -all",
       "spf-target-ulabel [b\xC3\xBC"
       "cher.example] -> include:xn--bcher-kva.example"},
      {"exists:%{t}.example.net -all", "spf-macro-exp-only [%{t}]"},
      {"exists:%{d0}.example.net -all", "spf-macro-syntax [%{d0}]"},
  });
}

TEST(SpfDiagnosis, NamesMisspeltModifiers) {
  expect({
      {"mx redirct=_spf.example.net", "spf-unknown-modifier [redirct] -> redirect=_spf.example.net"},
      {"inlcude=_spf.example.net -all", "spf-mechanism-as-modifier [inlcude=] -> include:_spf.example.net"},
      {"redirects=on -all", ""},  // no name follows: it was not meant
  });
}

TEST(SpfDiagnosis, WritesRangesAsNetworks) {
  expect({
      {"ip4:192.0.2.8-192.0.2.15 -all", "spf-ip4-malformed [192.0.2.8-192.0.2.15] -> ip4:192.0.2.8/29"},
      {"ip4:192.0.2.7-9 -all", "spf-ip4-malformed [192.0.2.7-9] -> ip4:192.0.2.7/32 ip4:192.0.2.8/31"},
      {"ip4:192.0.2.9-192.0.2.7 -all", "spf-ip4-malformed [192.0.2.9-192.0.2.7]"},
      {"ip4:0.0.0.1-255.255.255.254 -all", "spf-ip4-malformed [0.0.0.1-255.255.255.254]"},  // too many to be readable
      {"ip6::2001:db8::1 -all", "spf-ip6-malformed [:2001:db8::1] -> ip6:2001:db8::1"},
  });
}

TEST(SpfDiagnosis, LeavesForeignTextToTheDnsRules) {
  expect({
      {"ip4:192.0.2.1\xC2\xA0-all", "dns-txt-not-ascii [\xC2\xA0] -> ip4:192.0.2.1 -all"},
      {"\xE2\x80\x93"
       "all",
       "dns-txt-not-ascii [\xE2\x80\x93] -> -all"},
      {"-all\xE2\x80\x9D", "dns-txt-not-ascii [\xE2\x80\x9D] -> -all"},
      {"ip4:192.0.2.1\t-all", "dns-txt-control-char [\t] -> ip4:192.0.2.1 -all"},
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
}  // namespace mailauth::rules::spf_diagnosis_test
