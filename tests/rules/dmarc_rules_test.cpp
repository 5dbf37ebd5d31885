// What the DMARC rules say about records as people publish them: the message, and what is marked.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/judged.h"

namespace mailauth::dmarc_rules_test {
namespace {

// A domain with mail, so that nothing is said about unused ones.
std::string zone_with(std::string_view record) {
  std::string zone = "@ MX 10 mail\nmail A 192.0.2.25\n";
  return zone.append("_dmarc TXT \"").append(record).append("\"\n");
}

struct Case {
  std::string_view rule;
  std::string_view record;
  std::string_view shown;
};

void expect_shown(const std::vector<Case>& cases) {
  for (const Case& each : cases) EXPECT_EQ(test::shown(zone_with(each.record), each.rule), each.shown) << each.record;
}

constexpr std::string_view seed = "v:DMARC1;p=reject;pct=100;rua=mailto:support@example.com:fo=1;adkim=s;aspf=s;";

TEST(DmarcRules, MarkBothSlipsOfOneRecord) {
  const auto findings = test::judged(zone_with(seed));
  const auto version = test::of_rule(findings, "dmarc-version-typo");
  const auto separator = test::of_rule(findings, "dmarc-wrong-separator");
  ASSERT_EQ(version.size(), 1u);
  ASSERT_EQ(separator.size(), 1u);
  EXPECT_EQ(version.front().record, separator.front().record);
  EXPECT_EQ(version.front().marks.front().span, (text::Span{1, 2}));
  EXPECT_EQ(version.front().marks.front().message, "write '=' here");
  EXPECT_EQ(separator.front().marks.front().span, (text::Span{56, 57}));
  EXPECT_EQ(separator.front().marks.front().message, "write ';' here");
  EXPECT_TRUE(test::of_rule(findings, "dmarc-rua-malformed").empty());
  EXPECT_TRUE(test::of_rule(findings, "dmarc-missing").empty());
}

TEST(DmarcRules, QuotesHideNothingElse) {
  expect_shown({
      {"dmarc-p-invalid", "v=DMARC1; p='rejected'; rua=mailto:a@example.com",
       "''rejected'' is no policy: there are none, quarantine and reject\n['rejected'] write reject here"},
      {"dmarc-p-invalid", "v=DMARC1; p='reject'; rua=mailto:a@example.com", ""},  // dns-txt-quotes-inside
      {"dmarc-p-invalid", "v=DMARC1; p=re ject; rua=mailto:a@example.com",
       "'re ject' is no policy: there are none, quarantine and reject\n[re ject] write reject here"},
      {"dmarc-alignment-invalid", "v=DMARC1; p=none; adkim='strict'; rua=mailto:a@example.com",
       "''strict'' is no value for adkim=: there are r and s\n['strict'] write s here"},
      {"dmarc-alignment-invalid", "v=DMARC1; p=none; adkim='s'; rua=mailto:a@example.com", ""},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua='maito:a@example.com'",
       "''maito:a@example.com'' is no address that a report can be sent to\n"
       "['maito:a@example.com'] write mailto:a@example.com here"},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua='mailto:a@example.com'", ""},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=mailto:o'brien@example.com", ""},
  });
}

TEST(DmarcRules, SayWhatIsWrongWithTheVersion) {
  const std::string rule = "dmarc-version-typo";
  const std::string ignored = "this is not a DMARC record: it does not begin with v=DMARC1\n";
  expect_shown({
      {rule, "v:DMARC1; p=none", "this is not a DMARC record: ':' stands where '=' belongs\n[:] write '=' here"},
      {rule, "v=dmarc1; p=none", ignored + "[dmarc1] write DMARC1 in capital letters"},
      {rule, "v=DMARC 1; p=none", ignored + "[DMARC 1] write DMARC1 here"},
      {rule, "v=DMARC2; p=none", ignored + "[DMARC2] write DMARC1 here"},
      {rule, "DMARC1; p=none; rua=mailto:a@example.com", ignored + "[DMARC1] write v=DMARC1 here"},
      {rule, "p=reject; rua=mailto:a@example.com", ignored + "[] write v=DMARC1; here"},
      {rule, " v=DMARC1; p=reject", ignored + "[ ] remove the space here"},
      {rule, "p=reject; v=DMARC1", ""},
      {"dmarc-version-not-first", "p=reject; v=DMARC1",
       "v=DMARC1 is not the first tag of the record\n[v=DMARC1] move v=DMARC1 to the front"},
      {"dmarc-version-not-first", "v=DMARC1; v=DMARC1; p=none", ""},  // dmarc-tag-duplicate
      {rule, "v=DMARC1 p=none", ""},                                  // dmarc-missing-semicolon
      {rule, "v=DMARC1\\\\; p=none", ""},                             // dns-txt-escaped-semicolon
      {rule, "v = DMARC1 ; p=none", ""},                              // legal
  });
}

TEST(DmarcRules, SayWhichRecordOfSeveralIsIgnored) {
  const auto findings = test::judged(zone_with("v=DMARC1; p=none") + "_dmarc TXT \"v:DMARC1; p=reject\"\n");
  const auto found = test::of_rule(findings, "dmarc-version-typo");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().message, "beside the DMARC record stands one that receivers ignore");
  EXPECT_EQ(found.front().severity, rules::Severity::warning);
}

TEST(DmarcRules, MarkWhatStandsInPlaceOfASemicolon) {
  expect_shown({
      {"dmarc-missing-semicolon", "v=DMARC1 p=reject",
       "';' is missing before p=, so it became part of v=\n[ ] write ';' here"},
      {"dmarc-missing-semicolon", "v=DMARC1; p=reject rua=mailto:a@example.com  fo=1",
       "';' is missing before 2 tags\n[ ] write ';' here\n[  ] write ';' here"},
      {"dmarc-missing-semicolon", seed, ""},
      {"dmarc-wrong-separator", "v=DMARC1, p=reject",
       "',' stands where ';' belongs, so p= became part of v=\n[, ] write ';' here"},
      {"dmarc-wrong-separator", "v=DMARC1; p=none|sp=none&np=none",
       "something else stands where ';' belongs before 2 tags\n[|] write ';' here\n[&] write ';' here"},
      {"dmarc-wrong-separator", "v=DMARC1 p=reject", ""},
      {"dmarc-wrong-separator", "v=DMARC1; p=none; rua=mailto:a@example.com?subject=x", ""},
  });
}

TEST(DmarcRules, SayWhatIsWrongWithThePolicy) {
  const std::string missing = "the record has no policy: p= is missing\n";
  const std::string unknown = " is no policy: there are none, quarantine and reject\n";
  expect_shown({
      {"dmarc-p-missing", "v=DMARC1; rua=mailto:a@example.com",
       missing + "[] write ; p=none here, or p=quarantine or p=reject"},
      {"dmarc-p-missing", "v=DMARC1; p:reject", ""},
      {"dmarc-tag-colon", "v=DMARC1; p:reject",
       "':' stands where '=' belongs, so receivers do not see p=\n[:] write '=' here"},
      {"dmarc-p-missing", "v=DMARC1; policy=reject", missing + "[policy] write p here"},
      {"dmarc-p-missing", "v=DMARC1 p=reject", ""},
      {"dmarc-p-invalid", "v=DMARC1; p=rejected", "'rejected'" + unknown + "[rejected] write reject here"},
      {"dmarc-p-invalid", "v=DMARC1; p=quarentine", "'quarentine'" + unknown + "[quarentine] write quarantine here"},
      {"dmarc-p-invalid", "v=DMARC1; p=block", "'block'" + unknown + "[block] write reject here"},
      {"dmarc-p-invalid", "v=DMARC1; p=monitor", "'monitor'" + unknown + "[monitor] write none here"},
      {"dmarc-p-invalid", "v=DMARC1; p=yes", "'yes'" + unknown + "[yes] write none, quarantine or reject here"},
      {"dmarc-p-invalid", "v=DMARC1; p=", "p= has no value\n[] write none, quarantine or reject here"},
      {"dmarc-p-invalid", "v=DMARC1; p=REJECT", ""},
      {"dmarc-p-invalid", "v=DMARC1; p=reject rua=mailto:a@example.com", ""},
      {"dmarc-p-invalid", "v=DMARC1; p=reject\\\\;", ""},  // dns-txt-escaped-semicolon
      {"dmarc-sp-invalid", "v=DMARC1; p=reject; sp=nonw",
       "'nonw' is no policy for sp=: there are none, quarantine and reject\n[nonw] write none here"},
      {"dmarc-sp-invalid", "v=DMARC1; p=reject; np=", "np= has no value\n[] write none, quarantine or reject here"},
  });
}

TEST(DmarcRules, SayWhatAWeakPolicyMeans) {
  expect_shown({
      {"dmarc-p-none", "v=DMARC1; p=None",
       "the policy for example.com is none: forged mail is delivered as usual\n"
       "[None] write quarantine here once the reports show all your own mail passing"},
      {"dmarc-p-none", "v=DMARC1; rua=mailto:a@example.com", ""},  // dmarc-p-missing
      {"dmarc-p-none", "v=DMARC1; p=monitor; rua=mailto:a@example.com", ""},
      {"dmarc-p-none", "v:DMARC1; p=none", ""},
      {"dmarc-sp-weaker", "v=DMARC1; p=reject; sp=quarantine",
       "subdomains are protected less than example.com itself: sp=quarantine, but p=reject\n"
       "[quarantine] write reject here, or leave sp= out"},
      {"dmarc-sp-weaker", "v=DMARC1; p=none; sp=reject", ""},
      {"dmarc-pct-partial", "v=DMARC1; p=reject; pct=25",
       "older receivers apply reject to 25 % of failing mail, newer ones to all of it\n"
       "[pct=25] leave this out to enforce the policy everywhere"},
      {"dmarc-pct-partial", "v=DMARC1; p=none; pct=25", ""},
      {"dmarc-pct-partial", "v=DMARC1; p=reject; pct=100", ""},
  });
}

TEST(DmarcRules, SayWhereReportsShouldGo) {
  const std::string nobody = "no reports are sent: nobody sees who sends mail as example.com\n";
  const std::string unusable = " is no address that a report can be sent to\n";
  expect_shown({
      {"dmarc-rua-missing", "v=DMARC1; p=reject", nobody + "[] write ; rua=mailto:dmarc@example.com here"},
      {"dmarc-rua-missing", "v=DMARC1; p=reject;", nobody + "[] write rua=mailto:dmarc@example.com here"},
      {"dmarc-rua-missing", "v=DMARC1; p=reject; rau=mailto:a@example.com", nobody + "[rau] write rua here"},
      {"dmarc-unknown-tag", "v=DMARC1; p=reject; rau=mailto:a@example.com", ""},
      {"dmarc-rua-missing", "v=DMARC1; p=reject; rua=", nobody + "[] write mailto:dmarc@example.com here"},
      {"dmarc-rua-missing", "v=DMARC1; p=none", ""},
      {"dmarc-p-none-no-rua", "v=DMARC1; p=none",
       "p=none without rua= has no effect: nobody sees who sends mail as example.com\n"
       "[] write ; rua=mailto:dmarc@example.com here"},
      {"dmarc-rua-missing", "v=DMARC1; p=none rua=mailto:a@example.com", ""},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=a@example.com", ""},
      {"dmarc-rua-scheme-missing", "v=DMARC1; p=none; rua=mailto:a@example.com,b@example.com",
       "mailto: is missing before the report address 'b@example.com'\n[] write mailto: here"},
      {"dmarc-rua-list-separator", "v=DMARC1; p=none; rua=mailto:a@example.com; mailto:b@example.com",
       "';' stands between two report addresses, so the second is lost\n[;] write ',' here"},
      {"dmarc-rua-list-separator", "v=DMARC1; p=none; rua=mailto:a@example.com mailto:b@example.com",
       "two report addresses are not separated by ','\n[ ] write ',' here"},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=mailto:a@example.com mailto:b@example.com", ""},
      {"dmarc-unknown-tag", "v=DMARC1; p=none; rua=mailto:a@example.com; mailto:b@example.com", ""},
      {"dmarc-tag-without-value", "v=DMARC1; p=none; rua=mailto:a@example.com; b@example.com", ""},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=mailto:a!b@example.com", ""},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=mailto//a@example.com",
       "'mailto//a@example.com'" + unusable + "[mailto//a@example.com] write mailto:a@example.com here"},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=maito:a@example.com",
       "'maito:a@example.com'" + unusable + "[maito:a@example.com] write mailto:a@example.com here"},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=mailto:<a@example.com>",
       "'mailto:<a@example.com>'" + unusable + "[mailto:<a@example.com>] write mailto:a@example.com here"},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; ruf=somebody",
       "'somebody'" + unusable + "[somebody] write an address like mailto:dmarc@example.com here"},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=https://example.com/dmarc", ""},
      {"dmarc-rua-malformed", "v=DMARC1; p=none; rua=mailto:a@example.com!10m", ""},
  });
}

// Each slip has one rule.
TEST(DmarcRules, FindWhatIsWrongWithTags) {
  expect_shown({
      {"dmarc-tag-duplicate", "v=DMARC1; p=reject; p=none",
       "p= stands in the record 2 times\n[p=reject] keep one of them\n[p=none] keep one of them"},
      {"dmarc-tag-without-value", "v=DMARC1;; p=none", "nothing stands between two ';'\n[;] remove this"},
      {"dmarc-tag-without-value", "v=DMARC1; p=none;;", ""},
      {"dmarc-tag-without-value", "v=DMARC1; junk; p=none", "'junk' is no tag: it has no '='\n[junk] remove this"},
      {"dmarc-tag-without-value", "v=DMARC1; p=none; adkim=", "'adkim=' has no value\n[adkim=] remove this"},
      {"dmarc-tag-without-value", "v=DMARC1; p=", ""},       // dmarc-p-invalid
      {"dmarc-tag-without-value", "v=DMARC1 p=none", ""},    // dmarc-missing-semicolon
      {"dmarc-unknown-tag", "v=DMARC1; policy=reject", ""},  // dmarc-p-missing
      {"dmarc-unknown-tag", "v=DMARC1; p=none; asfp=s",
       "receivers do not know the tag 'asfp' and ignore it\n[asfp] write aspf here"},
      {"dmarc-spaces-around-equals", "v = DMARC1 ; p =none",
       "Spaces stand around '=', which some receivers do not understand\n"
       "[ = ] write '=' without spaces here\n[ =] write '=' without spaces here"},
      {"dmarc-alignment-invalid", "v=DMARC1; p=none; aspf=strict",
       "'strict' is no value for aspf=: there are r and s\n[strict] write s here"},
      {"dmarc-alignment-invalid", "v=DMARC1; p=none; aspf=S", ""},
      {"dmarc-fo-invalid", "v=DMARC1; p=none; fo=0:1",
       "fo= names both 0 and 1, which exclude each other\n[0:1] write for instance 1:d:s here, or leave fo= out"},
      {"dmarc-fo-invalid", "v=DMARC1; p=none; fo=1:d:s", ""},
      {"dmarc-pct-invalid", "v=DMARC1; p=none; pct=50%", "'50%' is no percentage from 0 to 100\n[50%] leave pct= out"},
      {"dmarc-ri-rf-invalid", "v=DMARC1; p=none; ri=1d; rf=afrf",
       "'1d' is no value for ri=: it wants a number of seconds\n[ri=1d] leave ri= out"},
      {"dmarc-test-mode", "v=DMARC1; p=reject; t=y",
       "t=y: newer receivers apply quarantine, older ones reject\n[t=y] leave this out when the test is over"},
  });
}

TEST(DmarcRules, CountTheRecordsOfOneName) {
  const std::string zone = zone_with("v=DMARC1; p=none") + "_dmarc TXT \"v=DMARC1; p=reject\"\n";
  EXPECT_EQ(test::shown(zone, "dmarc-multiple-records"),
            "2 DMARC records stand at _dmarc.example.com: receivers use none of them\n[v=DMARC1] keep one record only");
}

TEST(DmarcRules, NoteThatTheRecordStandsAboveTheDomain) {
  const auto findings = test::judged(";! --domain sub.example.com\nsub A 192.0.2.1\n" + zone_with("v=DMARC1; p=none"));
  const auto found = test::of_rule(findings, "dmarc-p-none");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().message, "the policy for sub.example.com is none: forged mail is delivered as usual");
  ASSERT_FALSE(found.front().notes.empty());
  EXPECT_EQ(found.front().notes.front(),
            "the record stands at _dmarc.example.com and holds for names below it that have none of their own");
}

TEST(DmarcRules, FindTheSlipInTheRecordThatASubdomainWouldInherit) {
  const auto findings = test::judged(";! --domain sub.example.com\nsub MX 10 mail\n" + zone_with("v:DMARC1; p=none"));
  EXPECT_EQ(test::of_rule(findings, "dmarc-version-typo").size(), 1u);
  EXPECT_TRUE(test::of_rule(findings, "dmarc-missing").empty());
}

TEST(DmarcRules, KnowASiblingMailFromThatWillNotAlign) {
  const std::string zone =
      ";! --domain mail.example.com\n;! --mail-from bounce.example.com\n"
      "_dmarc.mail TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\nbounce TXT \"v=spf1 -all\"\n";
  const auto found = test::of_rule(test::judged(zone), "dmarc-9989-alignment-break");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().certainty, rules::Certainty::certain);
  EXPECT_EQ(found.front().message,
            "to newer receivers mail.example.com and bounce.example.com are different organizations");
}

TEST(DmarcRules, NameEachHostOnceThatDoesNotAgreeToReports) {
  const auto findings = test::judged(zone_with("v=DMARC1; p=none; rua=mailto:a@example.net; ruf=mailto:b@example.net") +
                                     "example.net. MX 10 mail.example.net.\n");
  const auto found = test::of_rule(findings, "dmarc-report-unauthorised");
  ASSERT_EQ(found.size(), 1u);
  ASSERT_TRUE(found.front().fix);
  EXPECT_EQ(found.front().fix->owner.text(), "example.com._report._dmarc.example.net");
  EXPECT_EQ(found.front().fix->text(), "v=DMARC1");
}

// One of these says why the two generations of receivers do not agree, never two.
TEST(DmarcRules, SayOnceWhyReceiversDiffer) {
  const std::string below = ";! --domain a.b.example.com\na.b A 192.0.2.1\n", own = ";! --domain b.example.com\n";
  const std::string org = "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com\"\n";
  const std::string b = "_dmarc.b TXT \"v=DMARC1; p=none; rua=mailto:d@example.com";
  const struct {
    std::string zone, id;
  } cases[] = {
      {below + b + "\"\n", "dmarc-org-record-missing"},
      {own + b + "\"\n", "dmarc-9989-alignment-break"},
      {below + org + b + "; psd=n\"\n", "dmarc-policy-differs-by-rfc"},
      {below + org + b + "\"\n", ""},
      {below + org + "_dmarc TXT \"v=DMARC1; p=none\"\n" + b + "\"\n", "dmarc-policy-differs-by-rfc"},
      {own + org + b + "\"\n_dmarc.b TXT \"v=DMARC1; p=quarantine\"\n", "dmarc-multiple-records"},
      {own + org + b + "; t=y\"\n", ""},  // dmarc-test-mode
      {below + "_dmarc TXT \"v=DMARC1; p=reject; t=y; rua=mailto:d@example.com\"\n", ""},
      {";! --domain shop.github.io\nshop.github.io. A 192.0.2.1\n_dmarc.github.io. TXT \"v=DMARC1; p=reject\"\n",
       "dmarc-parent-without-psd"},
      {"_dmarc.com. TXT \"v=DMARC1; p=reject; psd=y\"\n", "dmarc-policy-differs-by-rfc"},
      {below + b + "\"\n;! _dmarc.example.com TXT timeout\n", ""},
      {below + b + "; psd=n\"\n;! _dmarc.example.com TXT server_failure\n", ""},
  };
  const std::vector<std::string_view> rules{"dmarc-9989-alignment-break", "dmarc-multiple-records",
                                            "dmarc-org-record-missing", "dmarc-parent-without-psd",
                                            "dmarc-policy-differs-by-rfc"};
  for (const auto& [zone, id] : cases) {
    const auto findings = test::judged(zone);
    std::string found;
    for (const std::string_view rule : rules)
      if (!test::of_rule(findings, rule).empty()) found.append(found.empty() ? "" : " ").append(rule);
    EXPECT_EQ(found, id) << zone;
  }
}

TEST(DmarcRules, TellWhatEachGenerationApplies) {
  EXPECT_EQ(test::shown(";! --domain a.b.example.com\na.b A 192.0.2.1\n_dmarc TXT \"v=DMARC1; p=reject\"\n"
                        "_dmarc.b TXT \"v=DMARC1; p=none; psd=n\"\n",
                        "dmarc-policy-differs-by-rfc"),
            "older receivers apply p=reject to mail of a.b.example.com, newer ones p=none");
}

TEST(DmarcRules, CountTheNamesThatAWalkSkips) {
  const std::string rule = "dmarc-name-over-8-labels", skipped = "receivers do not look for a DMARC record at ";
  const auto zone = [](const std::string& domain) {
    return ";! --domain " + domain + ".example.com\n" + domain + " A 192.0.2.1\n";
  };
  EXPECT_EQ(test::shown(zone("1.2.3.4.5.6"), rule), "");
  EXPECT_EQ(test::shown(zone("1.2.3.4.5.6.7"), rule), skipped + "2.3.4.5.6.7.example.com");
  EXPECT_EQ(test::shown(zone("1.2.3.4.5.6.7.8"), rule), skipped + "2.3.4.5.6.7.8.example.com and 1 name above it");
  EXPECT_EQ(test::shown(zone("1.2.3.4.5.6.7") + ";! _dmarc.1.2.3.4.5.6.7.example.com TXT timeout\n", rule), "");
}

TEST(DmarcRules, WantReportAddressesInAscii) {
  const std::string rule = "dmarc-report-not-ascii", text = " has letters that are not ASCII\n";
  expect_shown({
      {rule, "v=DMARC1; p=none; rua=mailto:a@m\\195\\188nchen.example!10m",
       "the report address 'mailto:a@m\\195\\188nchen.example!10m'" + text +
           "[mailto:a@m\xC3\xBCnchen.example!10m] write mailto:a@xn--mnchen-3ya.example!10m here"},
      {rule, "v=DMARC1; p=none; ruf=mailto:p\\195\\182st@example.com",
       "the report address 'mailto:p\\195\\182st@example.com'" + text +
           "[mailto:p\xC3\xB6st@example.com] write an address in ASCII here"},
      {rule, "v=DMARC1; p=none; rua=mailto:a@example.com\\226\\128\\157", ""},  // dns-txt-not-ascii
      {"dns-txt-not-ascii", "v=DMARC1; p=none; rua=mailto:a@m\\195\\188nchen.example", ""},
  });
}

}  // namespace
}  // namespace mailauth::dmarc_rules_test
