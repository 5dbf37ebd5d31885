// What other tools report about DMARC and is nothing wrong, or not known.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/judged.h"

namespace mailauth::not_findings_dmarc_test {
namespace {

using Ids = std::vector<std::string>;

// The ids of the rules of this area that find something wrong; what is only good to know does not count.
Ids dmarc_ids(std::string_view zone) {
  auto findings = test::judged(zone);
  std::erase_if(findings, [](const rules::Finding& finding) { return finding.severity == rules::Severity::info; });
  Ids ids = test::ids(findings);
  std::erase_if(ids, [](const std::string& id) { return !id.starts_with("dmarc-"); });
  return ids;
}

// A domain with mail.
std::string with_mail(std::string_view rest) { return "@ MX 10 mail\nmail A 192.0.2.25\n" + std::string(rest); }

TEST(NotDmarcFindings, SoftfailUnderReject) {
  EXPECT_EQ(dmarc_ids(with_mail("@ TXT \"v=spf1 mx ~all\"\n"
                                "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n")),
            Ids{});
}

TEST(NotDmarcFindings, PolicyThatIsNotTheSecondTag) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; rua=mailto:dmarc@example.com; p=reject\"\n")), Ids{});
}

TEST(NotDmarcFindings, NoPctAndUnknownTags) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com; x=y\"\n")), Ids{});
}

TEST(NotDmarcFindings, FinalSemicolonAndUpperCase) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; P=Reject; RUA=MAILTO:dmarc@example.com;\"\n")), Ids{});
}

TEST(NotDmarcFindings, RecordBehindACname) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc CNAME example-com.dmarc.example.net.\n"
                                "example-com.dmarc.example.net. TXT \"v=DMARC1; p=reject; "
                                "rua=mailto:dmarc@example.com\"\n")),
            Ids{});
}

TEST(NotDmarcFindings, TwoEqualRecords) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n"
                                "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n")),
            Ids{});
}

TEST(NotDmarcFindings, NoRecordAtASubdomainThatInherits) {
  EXPECT_EQ(dmarc_ids(";! --domain sub.example.com\n@ MX 10 mail\nsub MX 10 mail\nmail A 192.0.2.25\n"
                      "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:dmarc@example.com\"\n"),
            Ids{});
}

TEST(NotDmarcFindings, ServerFailureIsNotMissing) {
  for (const std::string_view outcome : {"server_failure", "timeout", "refused", "malformed", "not_asked"})
    EXPECT_EQ(dmarc_ids(with_mail(";! _dmarc.example.com TXT " + std::string(outcome) + "\n")), Ids{}) << outcome;
}

TEST(NotDmarcFindings, FailureAtTheParentLeavesTheInheritedPolicyOpen) {
  EXPECT_EQ(dmarc_ids(";! --domain sub.example.com\nsub MX 10 mail\n;! _dmarc.example.com TXT server_failure\n"),
            Ids{});
}

TEST(NotDmarcFindings, UnansweredReportAuthorisationIsNotMissing) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:a@example.net\"\n"
                                "example.net. MX 10 mail.example.net.\n"
                                ";! example.com._report._dmarc.example.net TXT timeout\n")),
            Ids{});
}

TEST(NotDmarcFindings, ReportHostThatDidNotAnswer) {
  for (const std::string_view outcome : {"server_failure", "timeout", "refused"})
    EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:a@reports.example.com\"\n"
                                  ";! reports.example.com MX " +
                                  std::string(outcome) + "\n")),
              Ids{})
        << outcome;
}

TEST(NotDmarcFindings, AuthorisationByAWildcard) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:a@example.net\"\n"
                                "example.net. MX 10 mail.example.net.\n"
                                "*._report._dmarc.example.net. TXT \"v=DMARC1\"\n")),
            Ids{});
}

TEST(NotDmarcFindings, ReportsToTheOwnOrganization) {
  EXPECT_EQ(dmarc_ids(with_mail("_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:a@reports.example.com\"\n"
                                "reports MX 10 mail\n")),
            Ids{});
}

TEST(NotDmarcFindings, NoReportsFromADomainThatNobodyUses) {
  EXPECT_EQ(dmarc_ids("@ MX 0 .\n@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"\n"), Ids{});
}

// x-parked-incomplete asks for p=reject at once.
TEST(NotDmarcFindings, NoRecordAtADomainThatNobodyUses) {
  EXPECT_EQ(dmarc_ids("@ MX 0 .\n@ TXT \"v=spf1 -all\"\n"), Ids{});
}

TEST(NotDmarcFindings, DomainThatDoesNotExist) { EXPECT_EQ(dmarc_ids(";! nxdomain\n"), Ids{}); }

TEST(NotDmarcFindings, OrganizationOfItsOwnByIntent) {
  EXPECT_EQ(dmarc_ids(";! --domain mail.example.com\n@ MX 10 mail\nmail A 192.0.2.25\n"
                      "_dmarc.mail TXT \"v=DMARC1; p=reject; psd=n; rua=mailto:dmarc@example.com\"\n"),
            Ids{});
}

}  // namespace
}  // namespace mailauth::not_findings_dmarc_test
