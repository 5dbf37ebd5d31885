// Which domains files of records are about.

#include "audit/publication.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::audit::publication_test {
namespace {

inputs::Document document(inputs::Format format, std::string_view text) {
  auto read = inputs::read(text, "file", {.format = format});
  if (const auto* error = std::get_if<inputs::Error>(&read)) throw std::invalid_argument(to_string(*error));
  return std::get<inputs::Document>(std::move(read));
}

std::vector<Subject> subjects(inputs::Format format, std::string_view text) {
  dns::Evidence current;
  current.go_offline();
  return subjects_of(
      inputs::publish(std::make_shared<const std::vector<inputs::Document>>(1, document(format, text)), current));
}

// "example.com (s1, s2; MAIL FROM mail.example.com; 4 records) | ..."
std::string show(const std::vector<Subject>& subjects) {
  std::string shown;
  for (const Subject& subject : subjects) {
    shown += fmt::format("{}{}", shown.empty() ? "" : " | ", subject.domain.text());
    if (!subject.selectors.empty()) shown += fmt::format(" s={}", fmt::join(subject.selectors, ","));
    for (const dns::Name& name : subject.return_paths) shown += fmt::format(" from={}", name.text());
    shown += fmt::format(" {}", subject.published->size());
  }
  return shown;
}

TEST(Worlds, HaveTheWorstVerdictInAnyOrder) {
  using enum rules::Forgery;
  using rules::OwnMail;
  const auto worst = [](rules::Forgery a, rules::Forgery b, OwnMail c, OwnMail d) {
    Audit audit, other;
    audit.verdict = {a, c, "first", "first"};
    other.verdict = {b, d, "second", "second"};
    add_findings(audit, other);
    return fmt::format("{} {} {} {}", static_cast<int>(audit.verdict.forgery), audit.verdict.forgery_reason,
                       static_cast<int>(audit.verdict.own_mail), audit.verdict.own_mail_reason);
  };
  const auto expected = [](rules::Forgery forgery, OwnMail own_mail, const char* which) {
    return fmt::format("{0} {2} {1} {2}", static_cast<int>(forgery), static_cast<int>(own_mail), which);
  };
  EXPECT_EQ(worst(hard, anyone, OwnMail::passes, OwnMail::fails), expected(anyone, OwnMail::fails, "second"));
  EXPECT_EQ(worst(anyone, hard, OwnMail::fails, OwnMail::passes), expected(anyone, OwnMail::fails, "first"));
  EXPECT_EQ(worst(hard, unknown, OwnMail::passes, OwnMail::unknown), expected(unknown, OwnMail::unknown, "second"));
  EXPECT_EQ(worst(unknown, partly, OwnMail::unknown, OwnMail::at_risk), expected(partly, OwnMail::at_risk, "second"));
}

// What no name server answers with is looked at with the zone that it is written in.
TEST(Subjects, AreNotWhatLiesOutsideOfItsZone) {
  const std::string_view soa = "example.com. SOA ns. h. 1 2 3 4 5\n";
  const std::string zone = std::string(soa) + "_dmarc.example.net. TXT \"v=DMARC1; p=none\"\n";
  EXPECT_EQ(show(subjects(inputs::Format::zone, zone)), "example.com 2");
  EXPECT_EQ(
      show(subjects(inputs::Format::zone, "a.example.com. MX 0 .\n_dmarc.example.net. TXT \"v=DMARC1; p=none\"\n")),
      "a.example.com 1 | example.net 1");  // a part of some zone
}

TEST(Subjects, FollowFromTheRecords) {
  const struct {
    std::string_view lines, subjects;
  } cases[] = {
      {"_dmarc.example.com TXT v=DMARC1; p=none", "example.com 1"},
      {"s1._domainkey.example.com TXT v=DKIM1; p=", "example.com s=s1 1"},
      {"a.b._domainkey.example.com CNAME x.example.net", "example.com s=a.b 1"},
      {"*._domainkey.example.com TXT v=DKIM1; p=", "example.com 1"},
      {"example.com TXT v=spf1 -all", "example.com 1"},
      {"dmarc.example.com TXT v=DMARC1; p=none", "example.com 1"},  // at the wrong name
      {"s1.domainkey.example.com TXT v=DKIM1; p=", "example.com 1"},
      {"www.example.com TXT v=DMARC1; p=none", "www.example.com 1"},
      {"example.com TXT v:spf1 -all", "example.com 1"},                 // meant as SPF
      {"example.com TXT \"v=spf1\" \"mx\" \"-all\"", "example.com 1"},  // joined without a space
      {"example.com MX 10 mail.example.com\nmail.example.com A 192.0.2.1", "example.com 2"},
      {"www.example.com A 192.0.2.1\nexample.com TXT site=1", ""},              // no mail
      {"_spf.example.com TXT v=spf1 -all\n*.example.com TXT v=spf1 -all", ""},  // nobody's address
      {"example.org._report._dmarc.example.com TXT v=DMARC1", ""},              // about others' reports
      {"example.com TXT v=spf1 include:spf.example.com -all\nspf.example.com TXT v=spf1 -all", "example.com 2"},
      {"_dmarc.example.com TXT v=DMARC1; p=none\nmail.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com\n"
       "mail.example.com TXT v=spf1 include:amazonses.com -all",
       "example.com from=mail.example.com 3"},
      {"mail.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com", "mail.example.com 1"},  // nothing above it
      {"_dmarc.example.com TXT v=DMARC1; p=none\na.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com\n"
       "b.example.com CNAME pm.mtasv.net\nc.example.com MX 10 feedback-smtp.us-east-1.amazonses.com",
       "example.com from=a.example.com from=b.example.com from=c.example.com 4"},
      // Where a service takes in mail for programs, and no bounces.
      {"_dmarc.example.com TXT v=DMARC1; p=none\nparse.example.com MX 10 mx.sendgrid.net", "example.com 2"},
      {"_dmarc.example.com TXT v=DMARC1; p=none\nreply.example.com MX 10 mxa.mailgun.org", "example.com 2"},
      {"_dmarc.example.com TXT v=DMARC1; p=none\nin.example.com MX 10 inbound-smtp.eu-west-1.amazonaws.com",
       "example.com 2"},
      {"_dmarc.example.com TXT v=DMARC1; p=none\nx.example.com MX 10 mx.sendgrid.net\n"
       "x.example.com TXT v=spf1 include:sendgrid.net -all",
       "example.com from=x.example.com 3"},
      {"_dmarc.example.com TXT v=DMARC1; p=none\n_dmarc.a.example.com TXT v=DMARC1; p=none\na.example.com MX 1 b",
       "a.example.com 2 | example.com 1"},
      // Where mail went before the name existed.
      {"example.com MX 1 b\n*.example.com MX 1 b\nexample.com TXT v=spf1 mx -all\n_dmarc.a.example.com TXT v=DMARC1; "
       "p=none",
       "a.example.com 3 | example.com 3"},
  };
  for (const auto& [lines, expected] : cases)
    EXPECT_EQ(show(subjects(inputs::Format::plain, lines)), expected) << lines;
}

TEST(Subjects, AreTheApexesOfWholeZones) {
  constexpr std::string_view zone = "$ORIGIN example.com.\n@ 60 SOA ns hostmaster 1 2 3 4 5\nwww 60 A 192.0.2.1\n";
  EXPECT_EQ(show(subjects(inputs::Format::zone, zone)), "example.com 2");
  EXPECT_EQ(show(subjects(inputs::Format::zone, "$ORIGIN 2.0.192.in-addr.arpa.\n@ 60 SOA ns root 1 2 3 4 5\n")), "");
}

TEST(Subjects, AreNotDoubledByAMissingDot) {
  constexpr std::string_view zone =
      "$ORIGIN example.com.\n@ 60 SOA ns hostmaster 1 2 3 4 5\n_dmarc.example.com 60 TXT \"v=DMARC1; p=none\"\n";
  EXPECT_EQ(show(subjects(inputs::Format::zone, zone)), "example.com 2");
}

// A record that cannot be read must not pass because nobody looks at it.
TEST(Subjects, AreDomainsWhoseSpfCannotBeRead) {
  const std::string too_long = "v=spf1 " + std::string(300, ' ') + "-all";
  const std::string zone = "$ORIGIN example.com.\n@ 60 TXT \"" + too_long + "\"\n";
  EXPECT_EQ(show(subjects(inputs::Format::zone, zone)), "example.com 1");
  EXPECT_EQ(show(subjects(inputs::Format::zone, "$ORIGIN example.com.\n@ 60 TXT \"site=1\"\n")), "");
}

// A site verification that takes the place of SPF is about mail.
TEST(Subjects, AreThoseThatLoseTheirSpf) {
  const auto found = subjects(inputs::Format::route53_changes, R"({"Changes": [{"Action": "DELETE", "ResourceRecordSet":
    {"Name": "example.com", "Type": "TXT", "TTL": 60, "ResourceRecords": [{"Value": "\"v=spf1 -all\""}]}}]})");
  EXPECT_EQ(show(found), "example.com 1");
}

TEST(Subjects, KnowWhichSelectorsGoAway) {
  const auto found = subjects(inputs::Format::route53_changes, R"({"Changes": [{"Action": "DELETE", "ResourceRecordSet":
    {"Name": "old._domainkey.example.com", "Type": "TXT", "TTL": 60, "ResourceRecords": [{"Value": "\"v=DKIM1; p=\""}]}}]})");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].selectors.empty());
  EXPECT_EQ(found[0].removed_selectors, std::vector<std::string>{"old"});
  EXPECT_EQ(before_publication(found[0], {}).selectors, std::vector<std::string>{"old"});
}

}  // namespace
}  // namespace mailauth::audit::publication_test
