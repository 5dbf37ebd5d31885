#include "facts/sample.h"

#include <gtest/gtest.h>

#include "support/world.h"

namespace mailauth::facts::sample_test {
namespace {

using dns::Outcome;
using dns::Type;
using test::name;

Sample sample(std::string_view zone) { return std::get<Sample>(parse_sample(zone, name("example.com"))); }

Outcome outcome(Sample& world, std::string_view owner, Type type) {
  return world.evidence.ask(name(owner), type).outcome;
}

TEST(Sample, HangsRelativeNamesBelowTheDomain) {
  Sample world = sample("_dmarc TXT \"v=DMARC1\"\nmx.example.net. A 192.0.2.1\n");
  EXPECT_EQ(outcome(world, "_dmarc.example.com", Type::txt), Outcome::found);
  EXPECT_EQ(outcome(world, "mx.example.net", Type::a), Outcome::found);
}

TEST(Sample, LeavesNothingUnanswered) {
  Sample world = sample("@ TXT \"v=spf1 -all\"");
  EXPECT_EQ(outcome(world, "mail.example.com", Type::mx), Outcome::no_domain);
  EXPECT_EQ(outcome(world, "example.org", Type::ns), Outcome::no_domain);
  EXPECT_FALSE(world.evidence.has_missing());
}

TEST(Sample, GivesTheDomainAnExistence) {
  Sample world = sample("");
  EXPECT_EQ(outcome(world, "example.com", Type::txt), Outcome::no_data);
  Sample nowhere = sample(";! nxdomain");
  EXPECT_EQ(outcome(nowhere, "example.com", Type::txt), Outcome::no_domain);
}

TEST(Sample, ReadsOptionsOfTheAudit) {
  const Sample world =
      sample(";! --selector s1\n;!  --selector mail.eu\n  ;! --mail-from bounce.example.com\n; a comment\n");
  EXPECT_EQ(world.request.domain, name("example.com"));
  EXPECT_EQ(world.request.selectors, (std::vector<std::string>{"s1", "mail.eu"}));
  EXPECT_EQ(world.request.mail_from, name("bounce.example.com"));
  EXPECT_FALSE(world.request.past);
}

TEST(Sample, ReadsSinceWhenThingsAreSo) {
  const Sample world = sample(";! --past 2026-05-01 none\n;! --past 2026-06-01 00ff\n");
  ASSERT_TRUE(world.request.past && world.request.past->policy);
  EXPECT_EQ(text::to_string(world.request.past->today), "2026-12-01");
  EXPECT_EQ(world.request.past->policy->policy, records::dmarc::Policy::none);
  EXPECT_EQ(text::to_string(world.request.past->policy->since), "2026-05-01");
  ASSERT_EQ(world.request.past->keys.size(), 1u);
  EXPECT_EQ(world.request.past->keys[0].fingerprint, "00ff");
}

TEST(Sample, LetsAnOutcomeWinOverTheZone) {
  Sample world = sample(";! example.com TXT timeout\n;! example.com MX server_failure\n@ TXT \"v=spf1 -all\"\n");
  EXPECT_EQ(outcome(world, "example.com", Type::txt), Outcome::timeout);
  EXPECT_EQ(outcome(world, "example.com", Type::mx), Outcome::server_failure);
  EXPECT_EQ(outcome(world, "example.com", Type::a), Outcome::no_data);
}

TEST(Sample, MayBeAFileThatIsToBePublished) {
  const std::string long_string(256, 'x');
  Sample world = sample(";! --input zone\n_dmarc TXT v=DMARC1; p=none\nlong TXT " + long_string + "\n");
  ASSERT_NE(world.request.published, nullptr);
  EXPECT_EQ(world.request.published->at(0)->written_data.text, "v=DMARC1; p=none");
  EXPECT_EQ(outcome(world, "_dmarc.example.com", Type::txt), Outcome::found);
  EXPECT_EQ(outcome(world, "long.example.com", Type::txt), Outcome::not_asked);  // nobody can publish it
  EXPECT_EQ(sample("@ TXT \"v=spf1 -all\"").request.published, nullptr);

  Sample lines = sample(";! --input plain\n;! --selector s1\n_dmarc.example.com TXT v=DMARC1; p=none\n");
  EXPECT_EQ(outcome(lines, "_dmarc.example.com", Type::txt), Outcome::found);
  EXPECT_EQ(lines.request.selectors, std::vector<std::string>{"s1"});
}

TEST(Sample, SaysInOneLineWhatIsWrong) {
  const struct {
    std::string_view zone, error;
  } cases[] = {
      {"@ A 192.0.2.1\n;! --selektor s1\n", "sample:2: not a directive: ;! --selektor s1"},
      {";! example.com TXT tired", "sample:1: not a directive: ;! example.com TXT tired"},
      {";! example.com TXT found", "sample:1: not a directive: ;! example.com TXT found"},  // a zone can say that
      {";! --past yesterday none", "sample:1: not a directive: ;! --past yesterday none"},
      {";! --input zones", "sample:1: not a directive: ;! --input zones"},
      {";! --input plain\nexample.com is\n", "sample:2:13: \"is\" is no record type, and one belongs here"},
      {";! --mail-from a..b", "sample:1: not a directive: ;! --mail-from a..b"},
  };
  for (const auto& wrong : cases)
    EXPECT_EQ(std::get<std::string>(parse_sample(wrong.zone, name("example.com"))), wrong.error);
  const auto broken = parse_sample("@ MX ten mail", name("example.com"));
  ASSERT_TRUE(std::holds_alternative<std::string>(broken));
  EXPECT_TRUE(std::get<std::string>(broken).starts_with("sample:1:")) << std::get<std::string>(broken);
}

}  // namespace
}  // namespace mailauth::facts::sample_test
