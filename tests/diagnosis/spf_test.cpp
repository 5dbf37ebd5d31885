// What is wrong with a faulty term, which bytes are wrong, and what was meant.

#include "diagnosis/spf.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::spf_diagnosis_test {
namespace {

// In the order of the enum.
constexpr std::array<std::string_view, diagnosis::problem_count> names_of_problems{"bare_value",
                                                                                   "cidr_invalid",
                                                                                   "cidr_not_allowed",
                                                                                   "domain_in_ip_mechanism",
                                                                                   "dual_cidr_slash",
                                                                                   "empty_or_long_label",
                                                                                   "ip4_malformed",
                                                                                   "ip6_malformed",
                                                                                   "ip_family_mismatch",
                                                                                   "ip_in_domain_mechanism",
                                                                                   "macro_exp_only",
                                                                                   "macro_syntax",
                                                                                   "mechanism_as_modifier",
                                                                                   "modifier_as_mechanism",
                                                                                   "modifier_duplicate",
                                                                                   "multistring_join",
                                                                                   "qualifier_malformed",
                                                                                   "single_label_target",
                                                                                   "space_after_colon",
                                                                                   "syntax_error",
                                                                                   "target_ulabel",
                                                                                   "trailing_punctuation",
                                                                                   "unknown_mechanism",
                                                                                   "unknown_modifier",
                                                                                   "url_or_email_target",
                                                                                   "txt_control_char",
                                                                                   "txt_escaped_semicolon",
                                                                                   "txt_markup",
                                                                                   "txt_not_ascii",
                                                                                   "txt_quotes_inside"};

std::string name_of(diagnosis::Problem problem) {
  return std::string(names_of_problems.at(static_cast<std::size_t>(problem)));
}

// "syntax_error [x] -> all", with a line feed between several of them.
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
    shown += name_of(diagnosis.problem) + " [" + std::string(record.text(diagnosis.mark)) + "]";
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
      {"ip4:192.0.2.1|include:x.example -all", "multistring_join [] -> ip4:192.0.2.1 include:x.example"},
      {"include:_spf.example.net|-all", "multistring_join [] -> include:_spf.example.net -all"},  // valid, but wrong
      {"ip4:192.0.2.1-all", "ip4_malformed [] -> ip4:192.0.2.1 -all"},
      {"mx~all", "syntax_error [] -> mx ~all"},
      {"ip4:192.0.2.1include:x.example -all", "ip4_malformed [] -> ip4:192.0.2.1 include:x.example"},
      {"include:spf.example.com-all", "syntax_error [] -> include:spf.example.com -all"},
      {"include:spf.example.com~all", "syntax_error [] -> include:spf.example.com ~all"},
      {"a:mail.example.com?all", "syntax_error [] -> a:mail.example.com ?all"},
      {"a:mail.example.com-mx -all", "syntax_error [] -> a:mail.example.com -mx"},
      {"redirect=_spf.example.net-all", "syntax_error [] -> redirect=_spf.example.net -all"},
      {"mx/24-all", "syntax_error [] -> mx/24 -all"},
      {"exists:%{i}.spf.example.net-all", "syntax_error [] -> exists:%{i}.spf.example.net -all"},
      {"a:mail.example.com/24-all", "syntax_error [] -> a:mail.example.com/24 -all"},
      {"include:a.exampleinclude:b.example -all", "syntax_error [] -> include:a.example include:b.example"},
      {"include:a.exampleip4:192.0.2.1-all", "syntax_error [] -> include:a.example ip4:192.0.2.1 -all"},
      {"a:x.com-b.net-all", "syntax_error [] -> a:x.com-b.net -all"},
      {"mxinclude:b.example -all", "syntax_error [] -> mx include:b.example"},
      {"ip4:192.0.2.1+all", "ip4_malformed [] -> ip4:192.0.2.1 +all"},
  });
}

TEST(SpfDiagnosis, LeavesNamesAlone) {
  expect({
      {"include:spf-all.example.net a:all-in.example.com mx:mx.x-all.example.net -all", ""},
      {"include:a-mx.example.net a:ptr-a.example.com exists:%{i}.all-a.example.net -all", ""},
      {"a:xn--all-hoa.xn--p1ai include:_spf.ip4-mx.example -all", ""},
      {"redirect=_spf-all.example.net", ""},
      {"exists:%{i}.%{d2-} exists:%{l-}.all-a.example.net -all", ""},
      {"a:mx-all.example.com/24//64 include:x-all.example.net. -all", ""},
  });
}

TEST(SpfDiagnosis, NamesTermsWithinTerms) {
  expect({
      {"include:include:x.example -all", "syntax_error [include:] -> include:x.example"},
      {"include:ip4:192.0.2.1 -all", "syntax_error [include:] -> ip4:192.0.2.1"},
      {"~a:mx:x.example -all", "syntax_error [a:] -> ~mx:x.example"},
      {"ip4:ip4:192.0.2.1 -all", "syntax_error [ip4:] -> ip4:192.0.2.1"},
      {"redirect=redirect=x.example", "syntax_error [redirect=] -> redirect=x.example"},
      {"redirect=include:x.example", "syntax_error [redirect=]"},  // meant as either
      {"include:a!b.example -all", "syntax_error [!]"},
  });
}

TEST(SpfDiagnosis, NamesQuotes) {
  expect({
      {"include:\"x.example\" -all", "txt_quotes_inside [\"] -> include:x.example"},
      {"include:'x.example' -all", "txt_quotes_inside ['] -> include:x.example"},
      {"a:\"mail.example -all", "txt_quotes_inside [\"] -> a:mail.example"},  // well-formed, but no name
      {"ip4:'192.0.2.1' -all", "txt_quotes_inside ['] -> ip4:192.0.2.1"},
      {"mx '-all'", "txt_quotes_inside ['] -> -all"},
  });
}

TEST(SpfDiagnosis, NamesWhatWasPastedBehind) {
  expect({
      {"mx -all v=DMARC1; p=none;", "unknown_modifier [v=DMARC1;] -> \nunknown_modifier [p=none;] -> "},
      {"mx -all v=spf1", "unknown_modifier [v=spf1] -> "},
      {"mx -all google-site-verification=abc MS=ms1", "unknown_modifier [google-site-verification=abc] -> \n"
                                                      "unknown_modifier [MS=ms1] -> "},
      {"mx -all ttl=3600", "unknown_modifier [ttl=3600] -> "},
      {"mx -all TTL 3600", "unknown_mechanism [TTL] -> \nunknown_mechanism [3600] -> "},
      {"mx -all TTL:3600 TXT", "unknown_mechanism [TTL:3600] -> \nunknown_mechanism [TXT] -> "},
  });
}

TEST(SpfDiagnosis, NamesBlanksInsideOfTerms) {
  expect({
      {"ip4: 192.0.2.1 -all", "space_after_colon [ ] -> ip4:192.0.2.1"},
      {"-ip6:  2001:db8::1 -all", "space_after_colon [  ] -> -ip6:2001:db8::1"},
      {"include: _spf.example.net -all", "space_after_colon [ ] -> include:_spf.example.net"},
      {"ip4 192.0.2.1 -all", "space_after_colon [ ] -> ip4:192.0.2.1"},
      {"ip4 :192.0.2.1 -all", "space_after_colon [ ] -> ip4:192.0.2.1"},
      {"a: mail.example.com -all", "space_after_colon [ ] -> a:mail.example.com"},
      {"redirect= _spf.example.net", "space_after_colon [ ] -> redirect=_spf.example.net"},
      {"include: -all", "syntax_error []"},  // nothing follows that could be meant
      {"ip4:192.0.2.1 - all", "qualifier_malformed [ ] -> -all"},
  });
}

TEST(SpfDiagnosis, NamesPunctuation) {
  expect({
      {"ip4:192.0.2.1, mx -all;", "trailing_punctuation [,] -> ip4:192.0.2.1\ntrailing_punctuation [;] -> -all"},
      {"include:x.example; ; -all", "trailing_punctuation [;] -> include:x.example\ntrailing_punctuation [;] -> "},
      {"mx: -all.", "trailing_punctuation [:] -> mx\ntrailing_punctuation [.] -> -all"},
      {"ip4:192.0.2.1,ip4:192.0.2.2 -all", "trailing_punctuation [,] -> ip4:192.0.2.1 ip4:192.0.2.2"},
      {"ip4:192.0.2.1,192.0.2.2 -all", "trailing_punctuation [,] -> ip4:192.0.2.1 ip4:192.0.2.2"},
      {"include:a.example,include:b.example -all",
       "trailing_punctuation [,] -> include:a.example include:b.example"},  // one valid name, but nobody means it
      {"include:a.example,b.example,-all", "trailing_punctuation [,] -> include:a.example include:b.example -all"},
      {"include:a.example|b.example||c.example -all",
       "trailing_punctuation [|] -> include:a.example include:b.example include:c.example"},
      {"include:a.example, b.example -all",
       "trailing_punctuation [,] -> include:a.example\nbare_value [] -> include:b.example"},
      {"include:a.example: _spf.example -all",
       "trailing_punctuation [:] -> include:a.example\nbare_value [] -> include:_spf.example"},
      {"ip4:192.0.2.1, b.example -all", "trailing_punctuation [,] -> ip4:192.0.2.1\nbare_value []"},  // of either sort
      {"a:a.example/24;ip4:192.0.2.1;mx -all", "trailing_punctuation [;] -> a:a.example/24 ip4:192.0.2.1 mx"},
      {"include:x.example. -all", ""},  // a final dot is legal
  });
}

TEST(SpfDiagnosis, NamesWrongWords) {
  expect({
      {"ipv4:192.0.2.1 -all", "unknown_mechanism [ipv4] -> ip4:192.0.2.1"},
      {"ip:192.0.2.0/24 -all", "unknown_mechanism [ip] -> ip4:192.0.2.0/24"},
      {"ip:2001:db8::/32 -all", "unknown_mechanism [ip] -> ip6:2001:db8::/32"},
      {"~inlcude:_spf.example.net -all", "unknown_mechanism [inlcude] -> ~include:_spf.example.net"},
      {"includes:_spf.example.net -al", "unknown_mechanism [includes] -> include:_spf.example.net\n"
                                        "unknown_mechanism [al] -> -all"},
      {"redirct:_spf.example.net", "unknown_mechanism [redirct] -> redirect=_spf.example.net"},
      {"aaaa:mail.example.com -all", "unknown_mechanism [aaaa] -> a:mail.example.com"},
      {"192.0.2.1 -all", "bare_value [] -> ip4:192.0.2.1"},
      {"2001:db8::1 -all", "bare_value [] -> ip6:2001:db8::1"},
      {"_spf.example.net -all", "bare_value [] -> include:_spf.example.net"},
      {"mail.example.com -all", "bare_value []"},  // a: or include:? nobody knows
      {"rubbish -all", "unknown_mechanism [rubbish]"},
  });
}

TEST(SpfDiagnosis, NamesEqualsSigns) {
  expect({
      {"include=_spf.example.net -all", "mechanism_as_modifier [=] -> include:_spf.example.net"},
      {"ip4=192.0.2.1 -all", "mechanism_as_modifier [=] -> ip4:192.0.2.1"},
      {"ipv6=2001:db8::1 -all", "mechanism_as_modifier [=] -> ip6:2001:db8::1"},
      {"a=192.0.2.1 -all", "mechanism_as_modifier [=] -> ip4:192.0.2.1"},
      {"+include=_spf.example.net -all", "syntax_error [=] -> +include:_spf.example.net"},  // no modifier
      {"redirect:_spf.example.net", "modifier_as_mechanism [:] -> redirect=_spf.example.net"},
  });
}

TEST(SpfDiagnosis, NamesAddressesWhereDomainsBelong) {
  expect({
      {"a:192.0.2.1 -all", "ip_in_domain_mechanism [a] -> ip4:192.0.2.1"},
      {"~mx:192.0.2.0/24 -all", "ip_in_domain_mechanism [mx] -> ~ip4:192.0.2.0/24"},
      {"include:2001:db8::1 -all", "ip_in_domain_mechanism [include] -> ip6:2001:db8::1"},
      {"redirect=192.0.2.1", "ip_in_domain_mechanism [redirect]"},
  });
}

TEST(SpfDiagnosis, NamesEveryOtherFlaw) {
  expect({
      {"ip4:192.0.2 -all", "ip4_malformed [192.0.2]"},
      {"ip4:192.000.002.010 -all", "ip4_malformed [192.000.002.010] -> ip4:192.0.2.10"},
      {"ip4:192.0.2.* -all", "ip4_malformed [192.0.2.*] -> ip4:192.0.2.0/24"},
      {"ip4:2001:db8::1 -all", "ip_family_mismatch [ip4] -> ip6:2001:db8::1"},
      {"ip6:192.0.2.1 -all", "ip_family_mismatch [ip6] -> ip4:192.0.2.1"},
      {"ip6:[2001:db8::1] -all", "ip6_malformed [[2001:db8::1]] -> ip6:2001:db8::1"},
      {"ip4:mail.example.com -all", "domain_in_ip_mechanism [ip4] -> a:mail.example.com"},
      {"ip4:192.0.2.0/33 -all", "cidr_invalid [/33]"},
      {"ip4:192.0.2.0/024 -all", "cidr_invalid [/024] -> ip4:192.0.2.0/24"},
      {"a/64 -all", "dual_cidr_slash [/64] -> a//64"},
      {"include:x.example/24 -all", "cidr_not_allowed [/24] -> include:x.example"},
      {"include:https://x.example/ -all", "url_or_email_target [https://x.example/] -> include:x.example"},
      {"include:_spf -all", "single_label_target [_spf]"},
      {"exists:%(i).example.net -all", "macro_syntax [%] -> exists:%{i}.example.net"},
      {"exists:%{x}.example.net -all", "macro_syntax [%{x}]"},
      {"-all/24", "cidr_not_allowed [/24] -> -all"},
      {"--all", "qualifier_malformed [--] -> -all"},
      {"!all", "qualifier_malformed [!] -> -all"},
      {"~-all", "qualifier_malformed [~-]"},  // which of them?
      {"redirect=x.example redirect=x.example", "modifier_duplicate [redirect=x.example] -> "},
      {"redirect=x.example redirect=y.example", "modifier_duplicate [redirect=y.example]"},
  });
}

TEST(SpfDiagnosis, NamesWhatIsNoDomain) {
  expect({
      {"include:http://x.example -all", "url_or_email_target [http://x.example] -> include:x.example"},
      {"a:postmaster@x.example -all", "url_or_email_target [postmaster@x.example] -> a:x.example"},
      {"mx:x.example/mail -all", "url_or_email_target [x.example/mail] -> mx:x.example"},
      {"mx:x.example/24//64 exists:%{l}@%{d} include:%{l}/x.example -all", ""},  // lengths and macros
      {"include:_spf..example.net -all", "empty_or_long_label [.] -> include:_spf.example.net"},
      {"a:.example.net/24 -all", "empty_or_long_label [.] -> a:example.net/24"},
      {"include:" + std::string(64, 'a') + ".example -all", "empty_or_long_label [" + std::string(64, 'a') + "]"},
      {"include:b\xC3\xBC"
       "cher.example -all",
       "target_ulabel [b\xC3\xBC"
       "cher.example] -> include:xn--bcher-kva.example"},
      {"exists:%{t}.example.net -all", "macro_exp_only [%{t}]"},
      {"exists:%{d0}.example.net -all", "macro_syntax [%{d0}]"},
  });
}

TEST(SpfDiagnosis, NamesMisspeltModifiers) {
  expect({
      {"mx redirct=_spf.example.net", "unknown_modifier [redirct] -> redirect=_spf.example.net"},
      {"inlcude=_spf.example.net -all", "mechanism_as_modifier [inlcude=] -> include:_spf.example.net"},
      {"redirects=on -all", ""},  // no name follows: it was not meant
  });
}

TEST(SpfDiagnosis, WritesRangesAsNetworks) {
  expect({
      {"ip4:192.0.2.8-192.0.2.15 -all", "ip4_malformed [192.0.2.8-192.0.2.15] -> ip4:192.0.2.8/29"},
      {"ip4:192.0.2.7-9 -all", "ip4_malformed [192.0.2.7-9] -> ip4:192.0.2.7/32 ip4:192.0.2.8/31"},
      {"ip4:192.0.2.9-192.0.2.7 -all", "ip4_malformed [192.0.2.9-192.0.2.7]"},
      {"ip4:0.0.0.1-255.255.255.254 -all", "ip4_malformed [0.0.0.1-255.255.255.254]"},  // too many to be readable
      {"ip6::2001:db8::1 -all", "ip6_malformed [:2001:db8::1] -> ip6:2001:db8::1"},
  });
}

TEST(SpfDiagnosis, LeavesForeignTextToTheDnsRules) {
  expect({
      {"ip4:192.0.2.1\xC2\xA0-all", "txt_not_ascii [\xC2\xA0] -> ip4:192.0.2.1 -all"},
      {"\xE2\x80\x93"
       "all",
       "txt_not_ascii [\xE2\x80\x93] -> -all"},
      {"-all\xE2\x80\x9D", "txt_not_ascii [\xE2\x80\x9D] -> -all"},
      {"ip4:192.0.2.1\t-all", "txt_control_char [\t] -> ip4:192.0.2.1 -all"},
      {"-all\"", "txt_quotes_inside [\"] -> -all"},
      {"-all\\;", "txt_escaped_semicolon [\\;] -> -all"},
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
}  // namespace mailauth::spf_diagnosis_test
