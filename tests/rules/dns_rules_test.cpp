// Messages and marks of the rules about the DNS, where their samples do not show them.

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "support/judged.h"

namespace mailauth::dns_rules_test {
namespace {

struct Case {
  std::string_view zone;
  std::string_view shown;
};

void expect(std::string_view rule, const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(test::shown(c.zone, rule), c.shown) << c.zone;
}

TEST(DnsTxtNotAscii, NamesTheCharacterAndWhatWasMeant) {
  expect("dns-txt-not-ascii",
         {
             {R"(@ TXT "v=spf1 \226\128\147all")",
              "the record contains U+2013 en dash: receivers understand only ASCII\n[\xE2\x80\x93] write - here"},
             {R"(_dmarc TXT "v=DMARC1; p=\226\128\156none\226\128\157")",
              "the record contains U+201C left double quotation mark and 1 more: receivers understand only ASCII\n"
              "[\xE2\x80\x9C] remove this quote\n[\xE2\x80\x9D] remove this quote"},
             {R"(@ TXT "v=spf1 ip4:192.0.2.1\255 -all")",
              "the record contains byte 255: receivers understand only ASCII\n[\xFF] write this in ASCII"},
         });
}

TEST(DnsTxtControlChar, SpeaksInsteadOfTheOtherRule) {
  const std::string_view zone = R"(@ TXT "v=spf1\009-all")";
  expect("dns-txt-not-ascii", {{zone, ""}});
  expect("dns-txt-control-char",
         {{zone, "the record contains the control character U+0009 tab\n[\t] write a space here"}});
}

TEST(DnsTxtQuotesInside, MarksEveryQuote) {
  expect(
      "dns-txt-quotes-inside",
      {
          {R"(_dmarc TXT "\"v=DMARC1; p=none\"")",
           "quotes are part of the record, so that it is not what it seems to be\n[\"] remove this\n[\"] remove this"},
          {R"(_dmarc TXT "v=DMARC1; p='none'")",
           "quotes are part of the record, so that it is not what it seems to be\n['] remove this\n['] remove this"},
      });
}

TEST(DnsTxtControlChar, TakesATabForWhiteSpaceWhereItIs) {
  expect("dns-txt-control-char", {
                                     {R"(_dmarc TXT "v=DMARC1;\009p=none;\009rua=mailto:d@example.com")", ""},
                                     {R"(_dmarc TXT "v=DMARC1; p=none\007")",
                                      "the record contains the control character U+0007\n[\x07] remove this character"},
                                 });
}

TEST(DnsTxtNotAPolicy, NamesTheAliasThatLeadsToIt) {
  expect("dns-txt-not-a-policy", {
                                     {"@ TXT \"v=spf1 -all\"\n_dmarc CNAME example.com.\n",
                                      "_dmarc.example.com is an alias (CNAME) of example.com, where other text stands "
                                      "and not a DMARC record"},
                                     {"* TXT \"v=spf1 -all\"\n", ""},  // of a wildcard
                                 });
}

TEST(DnsCnameAndOtherData, IsSeenInAZoneFile) {
  expect("dns-cname-and-other-data",
         {{"_dmarc CNAME x.example.net.\n_dmarc TXT \"v=DMARC1; p=none\"\n",
           "_dmarc.example.com is an alias (CNAME) and has records of its own in the zone file"}});
}

std::vector<std::string> notes_and_owner(std::string_view zone, std::string_view rule) {
  std::vector<std::string> shown;
  for (const rules::Finding& finding : test::of_rule(test::judged(zone), rule)) {
    shown = finding.notes;
    shown.push_back(finding.fix ? finding.fix->owner.text() : "no fix");
  }
  return shown;
}

TEST(Records, AreCorrectedWhereTheyStand) {
  EXPECT_EQ(
      notes_and_owner("_dmarc CNAME d.example.net.\nd.example.net. TXT \"v:DMARC1; p=reject\"\n", "dmarc-version-typo"),
      (std::vector<std::string>{"the record stands at d.example.net, where the CNAME at _dmarc.example.com leads: "
                                "its operator has to correct it",
                                "no fix"}));
  EXPECT_EQ(
      notes_and_owner("@ MX 10 mail\nmail A 192.0.2.1\n* TXT \"v:DMARC1; p=reject\"\n", "dmarc-version-typo").front(),
      "the record stands at *.example.com, which answers for _dmarc.example.com: correct it there");
}

TEST(DnsNotARecord, TellsApartWhatWasPasted) {
  expect("dns-txt-host-label",
         {
             {R"(_dmarc TXT "_dmarc")", "the value of the TXT is the name '_dmarc', not a record\n"
                                        "[_dmarc] write the record itself here"},
             {R"(_dmarc TXT "_dmarc.example.com.")",
              "the value of the TXT is the name '_dmarc.example.com.', not a record\n"
              "[_dmarc.example.com.] write the record itself here"},
             {";! --selector s1\ns1._domainkey TXT \"s1._domainkey\"",
              "the value of the TXT is the name 's1._domainkey', not a record\n"
              "[s1._domainkey] write the record itself here"},
             {R"(@ TXT "@")", "the value of the TXT is the name '@', not a record\n[@] write the record itself here"},
             {R"(@ TXT "www.example.com")", ""},
         });
  expect("dns-txt-zone-line", {
                                  {R"(_dmarc TXT "_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none\"")",
                                   "the value of the TXT is a whole line of a zone file\n"
                                   "[_dmarc.example.com. 3600 IN TXT \"] remove this: only what follows is the record\n"
                                   "[\"] remove this quote too"},
                                  {R"(@ TXT "example.com IN TXT v=spf1 -all")",
                                   "the value of the TXT is a whole line of a zone file\n"
                                   "[example.com IN TXT ] remove this: only what follows is the record"},
                                  {R"(@ TXT "TXT v=spf1 -all")", "the value of the TXT is a whole line of a zone file\n"
                                                                 "[TXT ] remove this: only what follows is the record"},
                                  {R"(@ TXT "call 555 in txt messages")", ""},
                              });
  expect("dns-txt-cname-target",
         {
             {R"(_dmarc TXT "dmarc.example.net")",
              "the value of the TXT is the host name 'dmarc.example.net': the record should be a CNAME\n"
              "[dmarc.example.net] publish this as a CNAME record, not as TXT"},
             {R"(@ TXT "mail.example.net")", ""},
             {R"(_dmarc TXT "v=DMARC1; p=none")", ""},
         });
}

TEST(DnsNotARecord, OffersTheCnameOfAKnownService) {
  const auto found = test::of_rule(test::judged(R"(;! --selector abc
abc._domainkey TXT "abc.dkim.amazonses.com")"),
                                   "dns-txt-cname-target");
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found.front().fix);
  EXPECT_EQ(found.front().fix->type, dns::Type::cname);
}

TEST(DnsLookupFailed, SaysWhatIsNotKnown) {
  const auto found = test::of_rule(test::judged(R"(;! example.com TXT server_failure
;! _dmarc.example.com TXT timeout
;! s1._domainkey.example.com TXT refused
;! --selector s1
)"),
                                   "dns-lookup-failed");
  ASSERT_EQ(found.size(), 3U);
  for (const rules::Finding& finding : found) {
    EXPECT_EQ(finding.certainty, rules::Certainty::indeterminate);
    EXPECT_EQ(finding.severity, rules::Severity::error);
    EXPECT_NE(finding.consequence.find("It is not known"), std::string::npos);
  }
}

TEST(DnsLookupFailed, IsNoFaultWhenNobodyAsked) {
  const auto few = test::of_rule(test::judged(";! example.com MX not_asked"), "dns-lookup-failed");
  ASSERT_EQ(few.size(), 1U);
  EXPECT_EQ(few.front().severity, rules::Severity::info);
  EXPECT_EQ(few.front().message, "example.com MX was not looked up");

  const auto many = test::of_rule(test::judged(R"(;! example.com MX not_asked
;! a.example.net TXT not_asked
;! b.example.net TXT not_asked
;! c.example.net TXT not_asked
@ TXT "v=spf1 include:a.example.net include:b.example.net include:c.example.net -all")"),
                                  "dns-lookup-failed");
  ASSERT_EQ(many.size(), 1U);
  EXPECT_EQ(many.front().message, "4 names were not looked up");
}

TEST(DnsCnameChainBroken, ShowsTheChain) {
  const auto found = test::of_rule(test::judged(R"(_dmarc CNAME a.example.net.
a.example.net. CNAME b.example.net.
b.example.net. A 192.0.2.1)"),
                                   "dns-cname-chain-broken");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().message, "_dmarc.example.com is an alias of b.example.net, which has no TXT record");
  EXPECT_EQ(found.front().notes.front(), "CNAME: _dmarc.example.com -> a.example.net -> b.example.net");
}

TEST(DnsNameDoubled, FindsKeysToo) {
  const auto found = test::of_rule(test::judged(R"(;! --selector s1
s1._domainkey.example.com TXT "v=DKIM1; k=rsa; p=MIGf")"),
                                   "dns-name-doubled");
  ASSERT_EQ(found.size(), 1U);
  ASSERT_TRUE(found.front().fix);
  EXPECT_EQ(found.front().fix->owner.text(), "s1._domainkey.example.com");
}

TEST(DnsWildcardAnswer, IsOneFindingForOneWildcard) {
  const auto found = test::of_rule(test::judged(R"(@ TXT "v=spf1 -all"
* TXT "v=spf1 mx -all")"),
                                   "dns-wildcard-answer");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().name.text(), "*.example.com");
}

TEST(DnsDomainNxdomain, SpeaksAloneAmongTheRulesOfDnsAndSpf) {
  for (const rules::Finding& finding : test::judged(";! nxdomain\n")) {
    const std::string_view area = rules::area(*finding.rule);
    EXPECT_TRUE((area != "dns" && area != "spf") || finding.rule->id == "dns-domain-nxdomain") << finding.rule->id;
  }
}

TEST(DnsTxtMarkup, SaysWhatEachEscapeStandsFor) {
  const std::string_view part_of =
      " is part of the record: it comes from a web page or an address line, where it stands for another character\n";
  const struct {
    std::string_view zone, first, marks;  // no first one: no finding
  } cases[] = {
      {R"(_dmarc TXT "v=DMARC1&#59; p=none&#x3b;")", "&#59;", "[&#59;] write ';' here\n[&#x3b;] write ';' here"},
      {R"(@ TXT "v=spf1&nbsp;ip4:192.0.2.1 -all<br>")", "&nbsp;",
       "[&nbsp;] write a space here\n[<br>] write a space here"},
      {R"(_dmarc TXT "v%3DDMARC1%3b p%3dnone")", "%3D",
       "[%3D] write '=' here\n[%3b] write ';' here\n[%3d] write '=' here"},
      {R"(_dmarc TXT "v=DMARC1; p=none&#1234567;")", "&#1234567;", "[&#1234567;] write the character itself here"},
      {R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:a%3Db@example.com")", "", ""},  // a URI may have it
      {R"(@ TXT "v=spf1 exists:%{i}.example.com -all")", "", ""},
      {R"(@ TXT "some&nbsp;text")", "", ""},  // no policy
  };
  for (const auto& [zone, first, marks] : cases) {
    const std::string expected =
        first.empty() ? "" : "'" + std::string(first) + "'" + std::string(part_of) + std::string(marks);
    EXPECT_EQ(test::shown(zone, "dns-txt-markup"), expected) << zone;
  }
}

// What was pasted is one mistake, whatever else the text looks like.
TEST(DnsRules, SpeakOnceAboutWhatWasPasted) {
  const std::string mail = "@ MX 10 mail\nmail A 192.0.2.25\n", spf = "@ TXT \"v=spf1 mx -all\"\n";
  const std::string key = R"(k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ\")";
  const std::string given = ";! --selector s1\n";
  const struct {
    std::string zone, name;
    std::vector<std::string> ids;
  } cases[] = {
      {spf + R"(_dmarc TXT "_dmarc.example.com. 3600 IN TXT \"v=DMARC1\; p=reject\"")",
       "_dmarc.example.com",
       {"dns-txt-zone-line"}},
      {spf + R"(_dmarc TXT "_dmarc IN TXT v:DMARC1, p=reject rua=a@example.com")",
       "_dmarc.example.com",
       {"dns-txt-zone-line"}},
      {given + spf + "s1._domainkey TXT \"s1._domainkey IN TXT \\\"v=DKIM1; " + key + "\"",
       "s1._domainkey.example.com",
       {"dns-txt-zone-line"}},
      {R"(@ TXT "example.com. IN TXT \"v=spf1 mx -all\"")", "example.com", {"dns-txt-zone-line"}},
      {spf + R"(_dmarc TXT "&quot;v=DMARC1; p=reject; rua=mailto:a@example.com&quot;")",
       "_dmarc.example.com",
       {"dns-txt-markup"}},
      {given + spf + R"(s1._domainkey TXT "v=DKIM1; k=rsa<br>; p=MIGf%3D")",
       "s1._domainkey.example.com",
       {"dns-txt-markup"}},
      {R"(@ TXT "v=spf1&nbsp;mx&nbsp;-all")", "example.com", {"dns-txt-markup"}},
  };
  for (const auto& [zone, name, ids] : cases) {
    std::vector<rules::Finding> found = test::judged(mail + zone);
    std::erase_if(found, [&](const rules::Finding& each) { return !each.record || each.name.text() != name; });
    EXPECT_EQ(test::ids(found), ids) << zone;
  }
}

TEST(DnsNameTooLong, CountsTheLabelsInFront) {
  std::string domain = "example.com";
  while (domain.size() < 240) domain = "a-label." + domain;
  const std::string zone = ";! --selector s1\n;! --domain " + domain + "\n" + domain + ". MX 10 mail\n";
  EXPECT_EQ(test::shown(zone, "dns-name-too-long"),
            "s1._domainkey in front of the domain makes a name of 257 octets; the DNS allows 253");
  EXPECT_EQ(test::shown(zone, "dkim-key-missing"), "");
}

TEST(DnsCnameAndOtherData, KnowsWhereAnAliasMayStand) {
  expect(
      "dns-cname-and-other-data",
      {
          {"@ CNAME www.example.net.\nwww.example.net. TXT \"v=spf1 -all\"\n",
           "example.com is an alias (CNAME), which hides the NS and SOA that every registered domain has"},
          {";! --domain www.example.com\nwww CNAME www.example.net.\nwww.example.net. A 192.0.2.80\n", ""},
          {"@ CNAME www.example.net.\n@ TXT \"v=spf1 -all\"\n",
           "example.com is an alias (CNAME), which hides the NS and SOA that every registered domain has"},
          {";! --domain shop.github.io\nshop.github.io. CNAME www.example.net.\nwww.example.net. A 192.0.2.80\n", ""},
          {";! --domain example.co.uk\nexample.co.uk. CNAME www.example.net.\nwww.example.net. A 192.0.2.80\n",
           "example.co.uk is an alias (CNAME), which hides the NS and SOA that every registered domain has"},
      });
}

TEST(DnsLookupFailed, IsOneFindingWhenAllServersAreSilent) {
  const auto found = test::of_rule(test::judged(R"(;! example.com TXT timeout
;! example.com MX timeout
;! _dmarc.example.com TXT timeout
;! _dmarc.com TXT timeout
;! _domainkey.example.com TXT server_failure
)"),
                                   "dns-lookup-failed");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].name.text(), "_domainkey.example.com");
  EXPECT_EQ(found[1].message, "4 names could not be looked up: no answer in time");
  EXPECT_EQ(found[1].certainty, rules::Certainty::indeterminate);
  const std::vector<std::string> notes{"no answer: example.com TXT", "no answer: example.com MX",
                                       "no answer: _dmarc.example.com TXT", "no answer: _dmarc.com TXT"};
  EXPECT_EQ(found[1].notes, notes);
}

TEST(DnsCnameChainBroken, LeavesAMissingFinalDotToItsRule) {
  const std::string_view zone = R"(;! --selector s1
s1._domainkey CNAME s1.domainkey.u1234.wl.sendgrid.net
)";
  expect("dns-cname-chain-broken", {{zone, ""}});
  EXPECT_EQ(test::of_rule(test::judged(zone), "dns-target-zone-appended").size(), 1U);
}

}  // namespace
}  // namespace mailauth::dns_rules_test
