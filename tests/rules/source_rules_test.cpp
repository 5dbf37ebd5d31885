// What the rules about the way a record is written say and mark, and what they leave alone.

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "support/judged.h"

namespace mailauth::source_rules_test {
namespace {

struct Case {
  std::string_view zone;
  std::string_view shown;
};

std::string in_zone_file(std::string_view zone) { return ";! --input zone\n" + std::string(zone); }

// Of the first finding: what to write.
std::string to_write(const std::vector<rules::Finding>& findings) {
  if (findings.empty() || !findings.front().edit) return "";
  return "\nwrite " + findings.front().edit->text;
}

void expect(std::string_view rule, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const std::string zone = in_zone_file(c.zone);
    EXPECT_EQ(test::shown(zone, rule) + to_write(test::of_rule(test::judged(zone), rule)), c.shown) << c.zone;
  }
}

TEST(SourceCommentSwallowsRest, SaysWhatIsPublishedAndWhatWasMeant) {
  expect("source-comment-swallows-rest",
         {
             {"_dmarc TXT v=DMARC1; p=reject; rua=mailto:d@example.com",
              "the ';' begins a comment, so only 'v=DMARC1' is published\n"
              "[; p=reject; rua=mailto:d@example.com] from here on it is a comment: put the text in quotes\n"
              "write \"v=DMARC1; p=reject; rua=mailto:d@example.com\""},
             {"s1._domainkey TXT v=DKIM1;k=rsa;p=MIIB ; our key",
              "the ';' begins a comment, so only 'v=DKIM1' is published\n"
              "[;k=rsa;p=MIIB ; our key] from here on it is a comment: put the text in quotes\n"
              "write \"v=DKIM1; k=rsa; p=MIIB\""},
             {"_dmarc TXT \"v=DMARC1\"; p=none", "the ';' begins a comment, so only 'v=DMARC1' is published\n"
                                                 "[; p=none] from here on it is a comment: put the text in quotes\n"
                                                 "write \"v=DMARC1; p=none\""},
         });
}

TEST(SourceCommentSwallowsRest, LeavesComments) {
  expect("source-comment-swallows-rest", {
                                             {"_dmarc TXT \"v=DMARC1; p=none\" ; p=reject in June", ""},
                                             {"_dmarc TXT v=DMARC1\\;p=none ; p=reject", ""},
                                             {"a TXT google-site-verification=abc; of the web team", ""},
                                             {"a TXT key; a=b", ""},
                                             {"a MX 10 mail; p=x", ""},
                                         });
}

TEST(SourceTargetRelative, MarksWhereTheDotBelongs) {
  expect("source-target-relative",
         {
             {"s1._domainkey CNAME s1.dkim.example.net",
              "the target is read as s1.dkim.example.net.example.com\n[] write '.' here\nwrite s1.dkim.example.net."},
             {"@ MX 10 aspmx.l.google.com",
              "the target is read as aspmx.l.google.com.example.com\n[] write '.' here\nwrite 10 aspmx.l.google.com."},
             {"@ SOA ns h 1 2 3 4 5\nsub NS ns1.example.eu",
              "the target is read as ns1.example.eu.example.com\n[] write '.' here\nwrite ns1.example.eu."},
             {"a CNAME mail.example.com",
              "the target is read as mail.example.com.example.com\n[] write '.' here\nwrite mail.example.com."},
         });
}

// As BIND writes zones that clients update, and Windows DNS.
TEST(SourceTargetRelative, KnowsWhatIsAppendedWhereItStands) {
  const std::string_view soa = "$ORIGIN .\nexample.com SOA ns.example.com h.example.com 1 2 3 4 5\n";
  const struct {
    std::string_view zone, shown;
  } cases[] = {
      {"example.com MX 10 mx.example.net\n", ""},
      {"example.com MX 10 mx.example.net.\nsub.example.com NS ns.example.eu\n", ""},
      {"$ORIGIN com.\nexample MX 10 mx.example\n", ""},
      {"$ORIGIN _domainkey.example.com.\ns1 CNAME s1.dkim\n", ""},
      {"$ORIGIN com.\nexample MX 10 mx.example.net\n",
       "the target is read as mx.example.net.com\n[] write '.' here\nwrite 10 mx.example.net."},
      {"$ORIGIN _domainkey.example.com.\ns1 CNAME s1.example.com\n",
       "the target is read as s1.example.com._domainkey.example.com\n[] write '.' here\nwrite s1.example.com."},
      {"$ORIGIN example.com.\nwww CNAME w.us\n",
       "the target is read as w.us.example.com\n[] write '.' here\nwrite w.us."},
      {"$ORIGIN example.com.\nwww CNAME w.us\nus NS ns.example.net.\n", ""},  // delegated
      {"$ORIGIN example.com.\nwww CNAME w.us\nus DNAME example.net.\n", ""},
  };
  for (const auto& c : cases) expect("source-target-relative", {{std::string(soa) + std::string(c.zone), c.shown}});
}

TEST(SourceOwnerOutsideZone, NamesWhatServersIgnore) {
  const std::string_view soa = "example.com. SOA ns h 1 2 3 4 5\n";
  const auto zone = [&](std::string_view rest) { return in_zone_file(std::string(soa) + std::string(rest)); };
  EXPECT_EQ(
      test::shown(zone("_dmarc.example.net. TXT \"v=DMARC1; p=none\"\n"), "source-owner-outside-zone"),
      "_dmarc.example.net is no name of the zone example.com\n[_dmarc.example.net.] write a name within example.com");
  const auto address = test::of_rule(test::judged(zone("ns.example.net. A 192.0.2.1\n")), "source-owner-outside-zone");
  ASSERT_EQ(address.size(), 1u);
  EXPECT_EQ(address.front().severity, rules::Severity::info);
  EXPECT_EQ(test::shown(in_zone_file("$ORIGIN sub.example.com.\na.example.com. TXT x\n"), "source-owner-outside-zone"),
            "");
}

TEST(SourceTargetRelative, LeavesNamesOfTheZone) {
  expect("source-target-relative", {
                                       {"a CNAME b", ""},
                                       {"a CNAME mail.internal", ""},
                                       {"a CNAME mail.dev", ""},  // the file is not the whole zone
                                       {"a CNAME example.net\nexample.net A 192.0.2.1", ""},
                                       {"a CNAME example.net\n*.net A 192.0.2.1", ""},
                                       {"a CNAME b.example.net.", ""},
                                       {"a CNAME example.net.example.com.", ""},
                                       {"a CNAME @", ""},
                                   });
}

TEST(SourceOwnerDoubled, MarksWhereTheDotBelongs) {
  expect("source-owner-doubled",
         {
             {"_dmarc.example.com TXT \"v=DMARC1; p=reject\"",
              "the record goes to _dmarc.example.com.example.com, where _dmarc.example.com was "
              "meant\n[] write '.' here\nwrite _dmarc.example.com."},
             {"example.com MX 0 .", "the record goes to example.com.example.com, where example.com was meant\n"
                                    "[] write '.' here\nwrite example.com."},
             {"@ SOA ns h 1 2 3 4 5\n$ORIGIN sub\n_dmarc.example.com TXT x",
              "the record goes to _dmarc.example.com.sub.example.com, where _dmarc.example.com was meant\n"
              "[] write '.' here\nwrite _dmarc.example.com."},
             {"_dmarc.example.com.example.com. TXT x", ""},
             {"example.com._report._dmarc TXT v=DMARC1", ""},
             {"_dmarc.example.com. TXT x", ""},
         });
}

TEST(SourceStringTooLong, CutsIt) {
  const std::string text = "v=DKIM1; p=" + std::string(300, 'A');
  const std::string zone = in_zone_file("s1._domainkey TXT \"" + text + "\"\n");
  const auto findings = test::of_rule(test::judged(zone), "source-string-too-long");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].message, "a string has 311 bytes, and 255 are the limit");
  EXPECT_EQ(findings[0].record->at(findings[0].marks[0].span), "\"" + text + "\"");
  EXPECT_EQ(findings[0].edit->text, "\"" + text.substr(0, 255) + "\" \"" + text.substr(255) + "\"");
  EXPECT_EQ(findings[0].fix->text(), text);
}

TEST(SourceStringsJoined, SaysWhatIsMissing) {
  expect(
      "source-strings-joined",
      {
          {R"(@ TXT "v=spf1 include:a.example.net" "include:b.example.net -all")",
           "'v=spf1 include:a.example.net' and 'include:b.example.net -all' are joined with nothing between them\n"
           "[ ] a space is missing between these\nwrite \"v=spf1 include:a.example.net include:b.example.net -all\""},
          {R"(@ TXT "v=spf1" "mx -all")", "'v=spf1' and 'mx -all' are joined with nothing between them\n"
                                          "[ ] a space is missing between these\nwrite \"v=spf1 mx -all\""},
          {R"(_dmarc TXT "v=DMARC1; p=reject" "rua=mailto:d@example.com")",
           "'v=DMARC1; p=reject' and 'rua=mailto:d@example.com' are joined with nothing between them\n"
           "[ ] ';' is missing between these\nwrite \"v=DMARC1; p=reject; rua=mailto:d@example.com\""},
          {R"(s1._domainkey TXT "v=DKIM1; k=rsa""p=MIIB")",
           "'v=DKIM1; k=rsa' and 'p=MIIB' are joined with nothing between them\n"
           "[] ';' is missing between these\nwrite \"v=DKIM1; k=rsa; p=MIIB\""},
          {"@ TXT v=spf1 mx -all",
           "without quotes every word is a string of its own, and they are joined without a space\n"
           "[ ] a space is missing between these\nwrite \"v=spf1 mx -all\""},
      });
}

TEST(SourceStringsJoined, LeavesWhatWasCutForItsLength) {
  expect("source-strings-joined", {
                                      {R"(@ TXT "v=spf1 include:_spf.exam" "ple.net -all")", ""},
                                      {R"(@ TXT "v=spf1 include:a.example.net " "mx -all")", ""},
                                      {R"(@ TXT "v=spf1 include:a.example.net" " mx -all")", ""},
                                      {R"(_dmarc TXT "v=DMARC1; p=none;" "rua=mailto:d@example.com")", ""},
                                      {R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@exam" "ple.com")", ""},
                                      {R"(s1._domainkey TXT "v=DKIM1; k=rsa; p=MIIB" "p=")", ""},
                                      {R"(s1._domainkey TXT "v=DKIM1; k=rsa; p=MIIBs" "s==")", ""},
                                      {R"(a TXT "one" "two")", ""},
                                      {"a TXT one two", ""},
                                      {"_dmarc TXT v=DMARC1\\; p=none\\; rua=mailto:d@example.com", ""},
                                  });
}

TEST(SourceQuotesInQuotes, MarksThem) {
  expect(
      "source-quotes-in-quotes",
      {
          {R"(@ TXT "\"v=spf1 -all\"")", "quotes inside of the quotes become part of the record\n"
                                         "[\\\"] remove this\n[\\\"] remove this\nwrite \"v=spf1 -all\""},
          {R"(_dmarc TXT \"v=DMARC1\;p=none\")", "quotes inside of the quotes become part of the record\n"
                                                 "[\\\"] remove this\n[\\\"] remove this\nwrite \"v=DMARC1;p=none\""},
          {R"(a TXT "say \"hello\"")", ""},
      });
}

TEST(SourceCnameAndOtherData, NamesTheOther) {
  expect("source-cname-and-other-data", {
                                            {"mail CNAME a.example.net.\nmail TXT x",
                                             "mail.example.com has a CNAME beside TXT records\n"
                                             "[a.example.net.] remove this record, or the others at its name"},
                                            {"mail CNAME a.example.net.\nmail CNAME b.example.net.",
                                             "mail.example.com has two different CNAMEs\n"
                                             "[a.example.net.] remove this record, or the others at its name"},
                                            {"mail CNAME a.example.net.\nmail CNAME a.example.net.\nmail RRSIG x", ""},
                                        });
}

// One problem, one finding: what the remains of the record break is a consequence.
TEST(SourceRules, SpeakInPlaceOfOthers) {
  const struct {
    std::string_view zone, spoken, silent;
  } cases[] = {
      {"_dmarc TXT v=DMARC1; p=reject", "source-comment-swallows-rest", "dmarc-p-missing"},
      {"@ TXT \"v=spf1 ip4:192.0.2.1\" \"ip4:192.0.2.2 -all\"", "source-strings-joined", "spf-multistring-join"},
      {"@ TXT \"\\\"v=spf1 -all\\\"\"", "source-quotes-in-quotes", "dns-txt-quotes-inside"},
      {"@ MX 1 smtp.google.com", "source-target-relative", "dns-target-zone-appended"},
      {"_dmarc.example.com TXT \"v=DMARC1; p=reject\"", "source-owner-doubled", "dns-name-doubled"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(test::of_rule(test::judged(in_zone_file(c.zone)), c.spoken).size(), 1u) << c.zone;
    EXPECT_TRUE(test::of_rule(test::judged(in_zone_file(c.zone)), c.silent).empty()) << c.zone;
    EXPECT_FALSE(test::of_rule(test::judged(c.zone), c.silent).empty()) << c.zone;
  }
}

}  // namespace
}  // namespace mailauth::source_rules_test
