// The DNS as it will be once a fix is published.

#include <gtest/gtest.h>

#include <string>

#include "repair/repair.h"
#include "support/world.h"

namespace mailauth::with_fix_test {
namespace {

using dns::Outcome;
using dns::Type;

rules::Fix publish(std::string_view owner, std::string_view text) {
  rules::Fix fix;
  fix.owner = test::name(owner);
  fix.data = dns::cut_into_strings(text);
  return fix;
}

// The texts at a name, each in brackets, or the outcome.
std::string txt_at(dns::Evidence& evidence, std::string_view owner) {
  const dns::Answer& answer = evidence.ask(test::name(owner), Type::txt);
  if (!answer.found()) return std::string(to_string(answer.outcome));
  std::string texts;
  for (const text::Source& source : txt_sources(answer)) texts += "[" + source.text + "]";
  return texts;
}

TEST(WithFix, AddsARecordWhereNothingWas) {
  const test::World world = test::world("@ MX 10 mail\nmail A 192.0.2.1\n");
  auto fixed = repair::with_fix(world.sample.evidence, publish("_dmarc.example.com", "v=DMARC1; p=none"));
  EXPECT_EQ(txt_at(fixed, "_dmarc.example.com"), "[v=DMARC1; p=none]");
}

TEST(WithFix, ReplacesOnlyTheRecordThatItNames) {
  const test::World world = test::world("@ TXT \"v=spf1 mx\"\n@ TXT \"other\"\n");
  rules::Fix fix = publish("example.com", "v=spf1 mx ~all");
  fix.replaces.push_back(world.facts.spf.records.front().source);
  auto fixed = repair::with_fix(world.sample.evidence, fix);
  EXPECT_EQ(txt_at(fixed, "example.com"), "[other][v=spf1 mx ~all]");
  fix.action = rules::Fix::Action::remove;
  auto removed = repair::with_fix(world.sample.evidence, fix);
  EXPECT_EQ(txt_at(removed, "example.com"), "[other]");
}

TEST(WithFix, PublishesAtTheEndOfTheAlias) {
  const test::World world =
      test::world("_dmarc CNAME policy\npolicy TXT \"v=DMARC1 p=none\"\n@ MX 10 mail\nmail A 192.0.2.1\n");
  rules::Fix fix = publish("policy.example.com", "v=DMARC1; p=none");
  fix.replaces.push_back(world.facts.dmarc.at_domain.lookalikes.front().source);
  auto fixed = repair::with_fix(world.sample.evidence, fix);
  EXPECT_EQ(txt_at(fixed, "_dmarc.example.com"), "[v=DMARC1; p=none]");
}

TEST(WithFix, TakesThePlaceOfAnAlias) {
  const test::World world = test::world("_dmarc CNAME gone.example.net.\n");
  auto fixed = repair::with_fix(world.sample.evidence, publish("_dmarc.example.com", "v=DMARC1; p=none"));
  EXPECT_EQ(txt_at(fixed, "_dmarc.example.com"), "[v=DMARC1; p=none]");
}

// RFC 8020: what has something below it exists.
TEST(WithFix, MakesTheNamesAboveExist) {
  test::World world = test::world("@ MX 10 mail\n");
  ASSERT_EQ(txt_at(world.sample.evidence, "_domainkey.example.com"), "no_domain");
  auto fixed = repair::with_fix(world.sample.evidence, publish("s1._domainkey.example.com", "v=DKIM1; p="));
  EXPECT_EQ(txt_at(fixed, "_domainkey.example.com"), "no_data");
}

TEST(WithFix, DoesNotKnowWhatANewAliasLeadsTo) {
  dns::Evidence nothing;
  nothing.go_offline();
  rules::Fix fix;
  fix.owner = test::name("s1._domainkey.example.com");
  fix.type = Type::cname;
  fix.data = test::name("s1.dkim.example.net");
  auto fixed = repair::with_fix(nothing, fix);
  EXPECT_EQ(txt_at(fixed, "s1._domainkey.example.com"), "not_asked");
}

TEST(WithFix, LeavesTheEvidenceAsItIs) {
  test::World world = test::world("@ TXT \"v=spf1 mx\"\n");
  repair::with_fix(world.sample.evidence, publish("example.com", "v=spf1 mx ~all"));
  EXPECT_EQ(txt_at(world.sample.evidence, "example.com"), "[v=spf1 mx]");
}

}  // namespace
}  // namespace mailauth::with_fix_test
