// What `mailauth fix` publishes: whole record sets, in an order in which nothing breaks on the way.

#include "repair/publication.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "facts/collect.h"
#include "repair/ladder.h"
#include "repair/repair.h"
#include "rules/judge.h"
#include "rules/samples.h"
#include "support/sample_zones.h"
#include "support/world.h"

namespace mailauth::publication_test {
namespace {

using repair::RecordSet;
using rules::Finding;

std::vector<Finding> proposed(const test::World& world) {
  auto findings = rules::judge(world.facts);
  repair::propose(world.facts, world.sample.evidence, findings);
  return findings;
}

std::vector<RecordSet> published(const test::World& world) {
  return repair::publication(proposed(world), world.sample.evidence);
}

// "_dmarc.example.com TXT = "a" | "b"", with "!" in front when it activates something.
std::string show(const std::vector<RecordSet>& sets) {
  std::string out;
  for (const RecordSet& set : sets) {
    out += fmt::format("{}{} =", set.activates ? "!" : "", to_string(dns::Question{set.owner, set.type}));
    for (const dns::Data& data : set.after) out += " " + dns::to_zone_text(data);
    out += "\n";
  }
  return out;
}

TEST(WhatIsPublished, KeepsWhatElseStandsAtTheName) {
  EXPECT_EQ(show(published(test::world(R"(@ TXT "google-site-verification=abc"
@ TXT "v=spf1 ipv4:192.0.2.1 -all"
@ MX 10 mail
mail A 192.0.2.1
s1._domainkey TXT "v=DKIM1; p=)" SAMPLE_RSA_2048 R"("
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")"))),
            "!example.com TXT = \"google-site-verification=abc\" \"v=spf1 ip4:192.0.2.1 -all\"\n");
}

TEST(WhatIsPublished, PutsLastWhatActivatesAPolicy) {
  EXPECT_EQ(show(published(test::world("@ MX 0 .\n"))),
            "!example.com TXT = \"v=spf1 -all\"\n!_dmarc.example.com TXT = \"v=DMARC1; p=reject\"\n");
}

TEST(WhatIsPublished, TakesAwayWhatMayNotStandBesideACname) {
  const test::World world = test::world("@ MX 0 .\ns1._domainkey TXT \"s1.dkim.example.net\"\n");
  Finding finding;
  finding.publish(*dns::Name::parse("s1._domainkey.example.com"), dns::Type::cname,
                  *dns::Name::parse("s1.dkim.example.net"));
  EXPECT_EQ(show(repair::publication({finding}, world.sample.evidence)),
            "s1._domainkey.example.com TXT =\ns1._domainkey.example.com CNAME = s1.dkim.example.net.\n");
}

TEST(WhatIsPublished, IsEmptyWhenNothingIsToBeDone) {
  EXPECT_EQ(show(published(test::world("@ MX 0 .\n@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"\n"))), "");
}

// The world in which the sets have been published.
dns::Evidence after(const test::World& world, const std::vector<RecordSet>& sets) {
  const auto is_published = [&](const dns::Record& record) {
    return std::any_of(sets.begin(), sets.end(),
                       [&](const RecordSet& set) { return set.owner == record.owner && set.type == record.type; });
  };
  dns::Zone zone;
  for (const auto& [owner, by_type] : world.sample.evidence.zone().records())
    for (const auto& [type, records] : by_type)
      for (const dns::Record& record : records)
        if (!is_published(record)) zone.add(record);
  for (const RecordSet& set : sets)
    for (const dns::Data& data : set.after) zone.add({set.owner, set.type, set.ttl, data});
  zone.speak_for_everything();

  dns::Evidence evidence;
  for (const dns::Answer* answer : world.sample.evidence.answers())
    if (answer->failed()) evidence.put(*answer);
  evidence.add_zone(zone);
  evidence.go_offline();
  return evidence;
}

// What is written in files once they have the fixes.
facts::Request request_after(const test::World& world, const std::vector<Finding>& findings) {
  facts::Request request = world.sample.request;
  for (const Finding& finding : findings)
    if (finding.fix) request = repair::with_fix(request, *finding.fix);
  return request;
}

std::map<const rules::Rule*, unsigned> times(const std::vector<Finding>& findings) {
  std::map<const rules::Rule*, unsigned> times;
  for (const Finding& finding : findings) ++times[finding.rule];
  return times;
}

class PublishedTogether : public testing::TestWithParam<test::SampleZone> {};

// Each fix has been judged alone; together they may not bring anything either.
TEST_P(PublishedTogether, RemoveTheirFindingsAndBringNoOther) {
  const test::World world = test::world(GetParam().zone, GetParam().domain);
  const auto before = proposed(world);
  const auto sets = repair::publication(before, world.sample.evidence);
  if (sets.empty()) return;
  SCOPED_TRACE(show(sets));
  dns::Evidence evidence = after(world, sets);
  const auto findings = rules::judge(facts::collect(request_after(world, before), evidence));
  auto now = times(findings);
  auto earlier = times(before);
  std::vector<const rules::Rule*> removed;
  for (const Finding& finding : before)
    if (now[finding.rule] < earlier[finding.rule]) removed.push_back(finding.rule);
  for (const Finding& finding : before)
    EXPECT_TRUE(!finding.fix || std::ranges::find(removed, finding.rule) != removed.end()) << finding.rule->id;
  for (const Finding& each : findings) {
    const bool is_new = now[each.rule] > earlier[each.rule] && each.severity != rules::Severity::info &&
                        each.certainty != rules::Certainty::indeterminate;
    EXPECT_TRUE(!is_new || repair::is_lower_step(each, removed)) << each.rule->id << ": " << each.message;
  }
}

std::string name_of_test(const testing::TestParamInfo<test::SampleZone>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Samples, PublishedTogether, testing::ValuesIn(test::sample_zones()), name_of_test);

}  // namespace
}  // namespace mailauth::publication_test
