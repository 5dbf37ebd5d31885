#include "facts/collect.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/world.h"

namespace mailauth::facts::collect_test {
namespace {

using dns::Outcome;
using dns::Type;
using test::name;
using test::world;

constexpr std::string_view key = R"(TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")";

std::string txt(std::string_view owner, std::string_view text) { return fmt::format("{} TXT \"{}\"\n", owner, text); }
std::string key_at(std::string_view owner) { return fmt::format("{} {}\n", owner, key); }

std::string selectors_of(const Facts& facts) {
  std::string text;
  for (const DkimSelector& selector : facts.dkim.selectors) text += (text.empty() ? "" : " ") + selector.selector;
  return text;
}

std::string unanswered_of(const Facts& facts) {
  std::string text;
  for (const dns::Answer* answer : facts.unanswered)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", answer->question.name.text(),
                        to_string(answer->question.type));
  return text;
}

TEST(Collect, KnowsWhetherTheDomainExists) {
  EXPECT_TRUE(world("").facts.domain_exists);
  EXPECT_FALSE(world(";! nxdomain").facts.domain_exists);
  EXPECT_FALSE(world(";! example.com MX no_domain").facts.domain_exists);
  EXPECT_TRUE(world(";! example.com TXT timeout\n;! example.com MX timeout").facts.domain_exists);
  EXPECT_TRUE(world(";! _dmarc.example.com TXT no_domain").facts.domain_exists);
  EXPECT_TRUE(world("a CNAME gone.example.net.", "a.example.com").facts.domain_exists);  // though its target does not
}

// Nobody needs it: a server that does not know the type leaves nothing open.
TEST(Collect, AsksForTheAbolishedTypeSpfWithoutResting) {
  EXPECT_TRUE(world("@ SPF \"v=spf1 -all\"").facts.spf_type99->found());
  const auto failed = world(";! example.com SPF server_failure");
  EXPECT_TRUE(failed.facts.spf_type99->failed());
  EXPECT_EQ(unanswered_of(failed.facts), "");
}

TEST(Collect, LooksBesideAWildcardOnlyWhenItHasSpf) {
  const std::string hosts = "@ MX 1 mail\n@ MX 2 mail.example.net.\nmail A 192.0.2.1\n";
  EXPECT_TRUE(world(hosts + "* TXT \"hello\"").facts.beside_wildcard.empty());
  const auto with_spf = world(hosts + "* TXT \"v=spf1 -all\"");
  ASSERT_EQ(with_spf.facts.beside_wildcard.size(), 1U);
  EXPECT_EQ(with_spf.facts.beside_wildcard.front()->question.name, name("mail.example.com"));
}

TEST(CollectMx, TellsMailHostsFromTheImplicitAndTheNullMx) {
  const auto hosts = world("@ MX 20 b\n@ MX 10 c\n@ A 192.0.2.1");
  ASSERT_EQ(hosts.facts.mx.hosts.size(), 2U);
  EXPECT_EQ(hosts.facts.mx.hosts.front().exchange, name("c.example.com"));
  EXPECT_EQ(hosts.facts.mx.a, nullptr);
  EXPECT_FALSE(hosts.facts.mx.null_mx);

  const auto implicit = world("@ A 192.0.2.1");
  ASSERT_NE(implicit.facts.mx.a, nullptr);
  EXPECT_TRUE(implicit.facts.mx.a->found());
  EXPECT_TRUE(implicit.facts.mx.aaaa->absent());

  EXPECT_TRUE(world("@ MX 0 .").facts.mx.null_mx);
  EXPECT_FALSE(world("@ MX 0 .\n@ MX 10 a").facts.mx.null_mx);
  EXPECT_EQ(world(";! example.com MX timeout").facts.mx.a, nullptr);  // only the DNS can say that there is none
}

TEST(CollectDkim, ListsGivenSelectorsAndWhatProbingFinds) {
  const auto found = world(";! --selector mine\n" + key_at("google._domainkey") +
                           "s1._domainkey CNAME gone.example.net.\n" + ";! k1._domainkey.example.com TXT timeout\n");
  EXPECT_EQ(selectors_of(found.facts), "mine google s1 k1");
  const DkimFacts& dkim = found.facts.dkim;
  EXPECT_EQ(dkim.probed, known_selectors().size());
  EXPECT_EQ(dkim.unanswered, 1U);
  EXPECT_EQ(dkim.selectors[0].origin, DkimSelector::Origin::given);
  EXPECT_TRUE(dkim.selectors[0].answer->absent());
  EXPECT_EQ(dkim.selectors[1].keys.size(), 1U);
  EXPECT_EQ(dkim.domainkey->outcome, Outcome::no_data);
  EXPECT_EQ(world("").facts.dkim.domainkey->outcome, Outcome::no_domain);
}

TEST(CollectDkim, ProbesAGivenSelectorOnlyOnce) {
  const auto found = world(";! --selector google\n" + key_at("google._domainkey"));
  EXPECT_EQ(selectors_of(found.facts), "google");
  EXPECT_EQ(found.facts.dkim.probed, known_selectors().size() - 1);
}

TEST(CollectDkim, IsNotFooledByWildcards) {
  const std::string revoked = txt("*._domainkey", "v=DKIM1; p=");
  EXPECT_EQ(selectors_of(world(revoked).facts), "");
  EXPECT_EQ(selectors_of(world(revoked + key_at("google._domainkey")).facts), "google");
  EXPECT_EQ(selectors_of(world(revoked + ";! --selector mine").facts), "mine");
  EXPECT_EQ(selectors_of(world(key_at("*._domainkey")).facts), "");
  EXPECT_EQ(selectors_of(world("*._domainkey CNAME gone.example.net.").facts), "");
  EXPECT_EQ(selectors_of(world(txt("*", "hello")).facts), "");
  EXPECT_TRUE(world(revoked).facts.dkim.wildcard->found());
}

TEST(CollectDkim, RecognisesAServiceOnlyByWhereTheKeyIs) {
  const auto by_target = world("s1._domainkey CNAME s1.domainkey.u1.wl2.sendgrid.net.\n");
  ASSERT_EQ(by_target.facts.dkim.selectors.size(), 1U);
  EXPECT_EQ(by_target.facts.dkim.selectors.front().service, find_service("sendgrid"));
  const auto by_name = world(key_at("s1._domainkey") + key_at("selector1._domainkey"));
  for (const DkimSelector& selector : by_name.facts.dkim.selectors) EXPECT_EQ(selector.service, nullptr);
}

TEST(CollectDkim, LooksForDoubledNamesOfGivenSelectors) {
  const auto doubled = world(";! --selector s1\n" + key_at("s1._domainkey.example.com"));
  ASSERT_NE(doubled.facts.dkim.selectors.front().doubled, nullptr);
  EXPECT_TRUE(doubled.facts.dkim.selectors.front().doubled->found());
  EXPECT_EQ(world(";! --selector s1\n" + key_at("s1._domainkey")).facts.dkim.selectors.front().doubled, nullptr);
  EXPECT_EQ(world(";! --selector s1\n;! s1._domainkey.example.com TXT timeout").facts.dkim.selectors.front().doubled,
            nullptr);
}

std::string mail_froms_of(const Facts& facts) {
  std::string text;
  for (const MailFrom& mail_from : facts.mail_froms)
    text += fmt::format("{}{}[{}{}]", text.empty() ? "" : " ", mail_from.name.text(),
                        mail_from.service != nullptr ? mail_from.service->id : "?", mail_from.given ? ", given" : "");
  return text;
}

TEST(CollectDkim, AsksForAdspOnlyWhereItMayBe) {
  const auto adsp_of = [](const std::string& zone) {
    const auto world = test::world(zone);
    return world.facts.dkim.adsp == nullptr ? "not asked" : std::string(to_string(world.facts.dkim.adsp->outcome));
  };
  EXPECT_EQ(adsp_of(txt("_adsp._domainkey", "dkim=all")), "found");
  EXPECT_EQ(adsp_of(key_at("s1._domainkey")), "no_domain");
  EXPECT_EQ(adsp_of(""), "not asked");
  EXPECT_EQ(adsp_of(";! _domainkey.example.com TXT timeout"), "not asked");

  // Nothing rests on it: without an answer the audit is still complete.
  const auto silent = world(key_at("s1._domainkey") + ";! _adsp._domainkey.example.com TXT timeout");
  EXPECT_EQ(unanswered_of(silent.facts), "");

  auto sweep = world(key_at("s1._domainkey"));
  sweep.sample.request.effort = Effort::sweep;
  EXPECT_EQ(collect(sweep.sample.request, sweep.sample.evidence).dkim.adsp, nullptr);
}

TEST(CollectMailFrom, ListsNamesThatTakeBouncesForAService) {
  const struct {
    std::string zone, found;
  } cases[] = {
      {"", ""},
      {"mail MX 10 mail\nsend A 192.0.2.1", ""},  // a host of one's own
      {"send MX 10 feedback-smtp.eu-west-1.amazonses.com.", "send.example.com[amazon-ses]"},
      {"pm-bounces CNAME pm.mtasv.net.", "pm-bounces.example.com[postmark]"},
      {"mg MX 10 mxa.mailgun.org.\nemail.mg CNAME mailgun.org.\nemail CNAME mailgun.org.", "mg.example.com[mailgun]"},
      {"reply MX 10 mx.sendgrid.net.", ""},  // it takes in mail for a program
      {"reply MX 10 mx.sendgrid.net.\nreply TXT \"v=spf1 include:sendgrid.net -all\"", "reply.example.com[sendgrid]"},
      {";! --mail-from news.example.com", "news.example.com[?, given]"},
      {";! --mail-from x.example.org\nsend MX 10 feedback-smtp.eu-west-1.amazonses.com.",
       "x.example.org[?, given] send.example.com[amazon-ses]"},
      {";! --mail-from send.example.com\nsend MX 10 feedback-smtp.eu-west-1.amazonses.com.",
       "send.example.com[amazon-ses, given]"},
      {"* MX 10 feedback-smtp.eu-west-1.amazonses.com.", ""},  // not published at any of these names
      {"* MX 10 mx\nsend MX 10 feedback-smtp.eu-west-1.amazonses.com.", "send.example.com[amazon-ses]"},
  };
  for (const auto& [zone, found] : cases) EXPECT_EQ(mail_froms_of(world(zone).facts), found) << zone;
}

TEST(CollectDmarc, LooksForARecordWhoseNameGotTheZoneTwice) {
  const auto doubled = world(txt("_dmarc.example.com", "v=DMARC1; p=none"));
  ASSERT_NE(doubled.facts.dmarc.doubled, nullptr);
  EXPECT_TRUE(doubled.facts.dmarc.doubled->found());
  EXPECT_EQ(world(txt("_dmarc", "hello")).facts.dmarc.doubled, nullptr);
  EXPECT_EQ(world(";! _dmarc.example.com TXT timeout").facts.dmarc.doubled, nullptr);
}

std::string destinations_of(std::string_view zone, std::string_view domain = "example.com") {
  const auto result = world(zone, domain);
  std::string text;
  for (const ReportDestination& to : result.facts.dmarc.destinations)
    text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", to.failure_report ? "ruf" : "rua", to.host.text(),
                        !to.external    ? ""
                        : to.authorised ? " agrees"
                                        : " " + std::string(to_string(to.authorisation->outcome)));
  return text;
}

TEST(CollectDmarc, AsksOtherOrganizationsWhetherTheyTakeReports) {
  const auto record = [](std::string_view addresses) {
    return txt("_dmarc", fmt::format("v=DMARC1; p=none; {}", addresses));
  };
  const std::string agrees = "example.com._report._dmarc.reports.example.net. TXT \"v=DMARC1\"\n";
  EXPECT_EQ(destinations_of(record("rua=mailto:a@example.com,mailto:b@mail.example.com")),
            "rua example.com, rua mail.example.com");
  EXPECT_EQ(destinations_of(record("rua=mailto:a@reports.example.net; ruf=mailto:b@example.org") + agrees),
            "rua reports.example.net agrees, ruf example.org no_domain");
  EXPECT_EQ(destinations_of(record("rua=mailto:a@reports.example.net") +
                            "*._report._dmarc.reports.example.net. TXT \"v=DMARC1;\""),
            "rua reports.example.net agrees");
  EXPECT_EQ(
      destinations_of(record("rua=mailto:a@example.org") + ";! example.com._report._dmarc.example.org TXT timeout"),
      "rua example.org timeout");
  // The name that publishes the policy counts, not the one that inherits it.
  EXPECT_EQ(destinations_of("_dmarc.example.com. TXT \"v=DMARC1; p=none; rua=mailto:a@reports.example.net\"\n" + agrees,
                            "a.example.com"),
            "rua reports.example.net agrees");
  // What only resembles a record shows where its author wanted the reports.
  EXPECT_EQ(destinations_of(txt("_dmarc", "v:DMARC1; p=none; rua=mailto:a@example.org")), "rua example.org no_domain");
  EXPECT_EQ(destinations_of(""), "");
}

TEST(CollectDmarc, AsksNoHostThatIsOnlyTheBeginningOfOne) {
  for (const std::string_view host : {"sub.m\\195\\188nchen.example", "sub.ex%3Dample.com"}) {
    const auto world = test::world(txt("_dmarc", fmt::format("v=DMARC1; p=none; rua=mailto:a@{}", host)));
    EXPECT_TRUE(world.facts.dmarc.destinations.empty()) << host;
  }
}

TEST(CollectDmarc, UnmasksAWildcard) {
  EXPECT_TRUE(world(txt("*", "v=DMARC1; p=none")).facts.dmarc.wildcard->found());
  EXPECT_TRUE(world(txt("_dmarc", "v=DMARC1; p=none")).facts.dmarc.wildcard->absent());
}

std::string services_of(const Facts& facts) {
  std::string text;
  for (const RecognisedService& recognised : facts.services) {
    text += fmt::format("{}{}:", text.empty() ? "" : "; ", recognised.service->id);
    for (const Sign sign : recognised.signs) text += fmt::format(" {}", to_string(sign));
  }
  return text;
}

TEST(RecogniseServices, ByTheStrongestSignFirst) {
  EXPECT_EQ(services_of(world("@ MX 1 smtp.google.com.\n" +
                              txt("@", "v=spf1 include:_spf.google.com include:amazonses.com ~all") +
                              "pm-bounces CNAME pm.mtasv.net.\ns1._domainkey CNAME s1.domainkey.u1.wl2.sendgrid.net.\n")
                            .facts),
            "sendgrid: DKIM target; postmark: return path; google-workspace: MX SPF include; amazon-ses: SPF include");
}

TEST(RecogniseServices, OnlyByWhatAuthorises) {
  EXPECT_EQ(services_of(world(txt("@", "v=spf1 -include:amazonses.com include:sendgrid.net.evil.example ~all")).facts),
            "");
  const std::string nested = txt("@", "v=spf1 include:b.example.com -all") +
                             txt("b", "v=spf1 include:mail.zendesk.com ~all") +
                             "mail.zendesk.com. TXT \"v=spf1 include:sendgrid.net ~all\"\n";
  EXPECT_EQ(services_of(world(nested).facts), "zendesk: SPF include");  // what it includes is its own matter
}

TEST(Collect, ListsAnswersThatDidNotComeByImportance) {
  const auto result =
      world(";! --selector mine\n;! --mail-from bounce.example.com\n" +
            txt("@", "v=spf1 include:b.example.com a:c.example.com -all") +
            ";! example.com MX timeout\n;! _dmarc.example.com TXT server_failure\n;! mine._domainkey.example.com TXT "
            "refused\n"
            ";! b.example.com TXT timeout\n;! c.example.com AAAA timeout\n;! bounce.example.com TXT malformed\n"
            ";! google._domainkey.example.com TXT timeout\n");
  EXPECT_EQ(unanswered_of(result.facts),
            "example.com MX, _dmarc.example.com TXT, mine._domainkey.example.com TXT, b.example.com TXT, "
            "c.example.com AAAA, bounce.example.com TXT");
  EXPECT_EQ(unanswered_of(world("").facts), "");
}

TEST(Collect, SurvivesNamesAtTheLimit) {
  const std::string label(60, 'a');
  const std::string longest = label + "." + label + "." + label + "." + label.substr(0, 57) + ".example.com";
  const auto result = world(";! --selector mine\n" + txt("@", "v=spf1 -all"), longest);
  EXPECT_TRUE(result.facts.spf.record() != nullptr);
  EXPECT_EQ(result.facts.dmarc.at_domain.answer, nullptr);
  EXPECT_TRUE(result.facts.dkim.selectors.front().answer->absent());
  EXPECT_EQ(unanswered_of(result.facts), "");
}

}  // namespace
}  // namespace mailauth::facts::collect_test
