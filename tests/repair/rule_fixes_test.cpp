// What every fix promises, over the samples of all rules, the golden cases and situations from the field: published, it
// removes the finding it was offered for and brings no other, except a lower step of the same ladder.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "facts/collect.h"
#include "facts/spf_addresses.h"
#include "repair/ladder.h"
#include "repair/repair.h"
#include "rules/authentication.h"
#include "rules/judge.h"
#include "rules/senders.h"
#include "rules/verdict.h"
#include "support/field_cases.h"
#include "support/judged.h"
#include "support/sample_zones.h"
#include "support/world.h"

namespace mailauth::rule_fixes_test {
namespace {

using rules::Finding;
using rules::Rule;

// A world, and what to call it.
struct Scene {
  std::string name;
  std::function<test::World()> world;
};
std::ostream& operator<<(std::ostream& out, const Scene& scene) { return out << scene.name; }

std::vector<Scene> scenes() {
  std::vector<Scene> all;
  for (const test::SampleZone& sample : test::sample_zones())
    all.push_back({sample.name, [sample] { return test::world(sample.zone, sample.domain); }});
  for (const test::FieldCase& field_case : test::field_cases())
    all.push_back({"field_" + field_case.name, [field_case] { return test::world(field_case); }});
  return all;
}

std::string name_of_test(const testing::TestParamInfo<Scene>& info) { return info.param.name; }

std::vector<Finding> proposed(const test::World& world) {
  auto findings = rules::judge(world.facts);
  repair::propose(world.facts, world.sample.evidence, findings);
  return findings;
}

std::map<const rules::Rule*, unsigned> times(const std::vector<Finding>& findings) {
  std::map<const rules::Rule*, unsigned> times;
  for (const Finding& finding : findings) ++times[finding.rule];
  return times;
}

class RuleFixes : public testing::TestWithParam<Scene> {
 protected:
  const test::World world_ = GetParam().world();
  const std::vector<Finding> before_ = proposed(world_);

  // The fixes, each once.
  std::vector<const rules::Fix*> fixes() const {
    std::vector<const rules::Fix*> fixes;
    for (const Finding& finding : before_)
      if (finding.fix && std::ranges::find(fixes, finding.fix.get()) == fixes.end()) fixes.push_back(finding.fix.get());
    return fixes;
  }

  // The world once the fix is published.
  test::World after(const rules::Fix& fix) const {
    test::World changed{.sample = {.request = repair::with_fix(world_.sample.request, fix),
                                   .evidence = repair::with_fix(world_.sample.evidence, fix)},
                        .facts = {}};
    changed.facts = facts::collect(changed.sample.request, changed.sample.evidence);
    return changed;
  }
};

TEST_P(RuleFixes, RemoveTheFindingAndBringNoOther) {
  auto before = times(before_);
  for (const Finding& finding : before_) {
    if (!finding.fix) continue;
    SCOPED_TRACE(std::string(finding.rule->id) + ": " + finding.fix->text());
    const test::World published = after(*finding.fix);
    const auto findings = rules::judge(published.facts);
    auto now = times(findings);
    EXPECT_LT(now[finding.rule], before[finding.rule]);
    std::vector<const rules::Rule*> removed;
    for (const auto& [rule, count] : before)
      if (now[rule] < count) removed.push_back(rule);
    for (const Finding& each : findings) {
      const bool is_new = now[each.rule] > before[each.rule] && each.severity != rules::Severity::info &&
                          each.certainty != rules::Certainty::indeterminate;
      EXPECT_TRUE(!is_new || repair::is_lower_step(each, removed)) << each.rule->id << ": " << each.message;
    }
  }
}

TEST_P(RuleFixes, SayWhatTheySwitch) {
  for (const Finding& finding : before_) {
    if (!finding.fix) continue;
    EXPECT_EQ(finding.fix->warning.empty(), finding.fix->effect == rules::Effect::neutral) << finding.rule->id;
  }
}

TEST_P(RuleFixes, AreOneRecordForEachName) {
  for (const rules::Fix* a : fixes())
    for (const rules::Fix* b : fixes()) {
      const bool both_published = a->action == rules::Fix::Action::publish && b->action == a->action;
      EXPECT_FALSE(both_published && a->owner == b->owner && a->type == b->type && a->data != b->data)
          << a->owner.text() << ": " << dns::to_zone_text(a->data) << " and " << dns::to_zone_text(b->data);
    }
}

TEST_P(RuleFixes, ReplaceNothingAboveTheDomain) {
  for (const rules::Fix* fix : fixes())
    EXPECT_TRUE(fix->replaces.empty() || fix->owner.is_within(world_.facts.domain())) << fix->owner.text();
}

TEST_P(RuleFixes, NeverLetEverybodyPass) {
  for (const rules::Fix* fix : fixes()) {
    const records::spf::Record record = records::spf::parse({.text = fix->text()});
    for (const records::spf::Term& term : record.terms)
      EXPECT_FALSE(term.kind == records::spf::Kind::all && term.qualifier == records::spf::Qualifier::pass)
          << fix->text();
  }
}

// Which of two answers is worse; what is not known is neither.
template <class Answer>
bool is_worse(Answer before, Answer now, std::initializer_list<Answer> from_worst) {
  const auto rank = [&](Answer answer) { return std::find(from_worst.begin(), from_worst.end(), answer); };
  const bool known = rank(before) != from_worst.end() && rank(now) != from_worst.end();
  return known && rank(now) < rank(before);
}

// Of those that were known before: a record that can be read again may show further ones.
bool has_worse_sender(const facts::Facts& before, const facts::Facts& now) {
  using rules::OwnMail;
  for (const rules::Sender& old : rules::senders(before))
    for (const rules::Sender& sender : rules::senders(now))
      if (old.counts && old.name == sender.name &&
          is_worse(old.verdict, sender.verdict, {OwnMail::fails, OwnMail::at_risk, OwnMail::passes}))
        return true;
  return false;
}

TEST_P(RuleFixes, LeaveTheVerdictNoWorseThanItWas) {
  using rules::Forgery, rules::OwnMail;
  const rules::Verdict before = rules::verdict(world_.facts);
  for (const rules::Fix* fix : fixes()) {
    if (fix->effect == rules::Effect::weakens) continue;  // and says so
    const test::World published = after(*fix);
    const rules::Verdict now = rules::verdict(published.facts);
    EXPECT_FALSE(is_worse(before.forgery, now.forgery, {Forgery::anyone, Forgery::partly, Forgery::hard}))
        << fix->text() << ": " << now.forgery_reason;
    const bool is_worse_at_all =
        is_worse(before.own_mail, now.own_mail, {OwnMail::fails, OwnMail::at_risk, OwnMail::passes});
    EXPECT_FALSE(is_worse_at_all && has_worse_sender(world_.facts, published.facts))
        << fix->text() << ": " << now.own_mail_reason;
  }
}

// A policy is lowered only where no key exists and no other record helps, and then it is said what that opens.
TEST_P(RuleFixes, LowerThePolicyLast) {
  for (const rules::Fix* fix : fixes()) {
    if (fix->effect != rules::Effect::weakens || fix->warning.find("lowers the policy in force") == std::string::npos)
      continue;
    EXPECT_NE(fix->warning.find("forges"), std::string::npos) << fix->warning;
    EXPECT_TRUE(rules::dkim_strength(world_.facts) == rules::DkimStrength::none) << fix->text();
  }
}

bool has_sign(const facts::RecognisedService& recognised, bool of_spf) {
  return std::ranges::any_of(recognised.signs,
                             [&](facts::Sign sign) { return (sign == facts::Sign::spf_include) == of_spf; });
}

bool passes_spf(const facts::Facts& facts, const facts::Service* service) {
  return std::ranges::any_of(facts.services, [&](const facts::RecognisedService& recognised) {
    return recognised.service == service && has_sign(recognised, true);
  });
}

std::vector<text::Network> own_hosts(const facts::Facts& facts) {
  std::vector<text::Network> hosts;
  for (const facts::MxTarget& target : facts.mx.targets)
    for (const dns::Answer* answer : {target.a, target.aaaa})
      for (const dns::Record& record : answer->records)
        if (const auto* ip = std::get_if<text::Ip>(&record.data); ip && facts::service_of_mx(target.host) == nullptr)
          hosts.push_back({*ip, ip->family == text::Ip::Family::v4 ? uint8_t{32} : uint8_t{128}});
  return hosts;
}

TEST_P(RuleFixes, LoseNoSender) {
  const facts::Facts& before = world_.facts;
  const facts::SpfAddresses old = permitted_addresses(before.spf);
  if (is_permerror(before.spf) || before.spf.standing != facts::SpfStanding::usable) return;
  for (const rules::Fix* fix : fixes()) {
    const test::World published = after(*fix);
    const facts::SpfAddresses now = permitted_addresses(published.facts.spf);
    for (const text::Network& host : own_hosts(before))
      EXPECT_FALSE(old.is_known() && now.is_known() && old.networks.contains(host) && !now.networks.contains(host))
          << fix->text() << ": " << text::to_string(host);
    for (const facts::RecognisedService& recognised : before.services)
      EXPECT_TRUE(!has_sign(recognised, false) || recognised.service->spf_scope != facts::Service::SpfScope::apex ||
                  !passes_spf(before, recognised.service) || passes_spf(published.facts, recognised.service))
          << fix->text() << ": " << recognised.service->name;
  }
}

TEST_P(RuleFixes, SayWhatIsStillTooMuch) {
  for (const rules::Fix* fix : fixes()) {
    const test::World published = after(*fix);
    const facts::SpfNode& spf = published.facts.spf;
    if (fix->type != dns::Type::txt || fix->owner != spf.name || spf.lookups <= facts::spf_lookup_limit) continue;
    EXPECT_NE(fix->changes.back().find(std::to_string(spf.lookups) + " lookups"), std::string::npos) << fix->text();
  }
}

INSTANTIATE_TEST_SUITE_P(Samples, RuleFixes, testing::ValuesIn(scenes()), name_of_test);

// Where the right record can be derived, the sample of the rule shows that it is.
TEST(RuleFixesOf, TheseRulesAreOffered) {
  for (const std::string_view id : {
           "dkim-ed25519-spki",
           "dkim-granularity-tag",
           "dkim-hash-sha1-only",
           "dkim-key-type-mismatch",
           "dkim-key-type-unknown",
           "dkim-missing-semicolon",
           "dkim-p-certificate",
           "dkim-p-not-base64",
           "dkim-p-pkcs1",
           "dkim-p-private-key",
           "dkim-p-trailing-bytes",
           "dkim-service-not-email",
           "dkim-tag-case",
           "dkim-tag-duplicate",
           "dkim-tag-malformed",
           "dkim-testing-flag",
           "dkim-unrelated-txt",
           "dkim-version-invalid",
           "dkim-version-not-first",
           "dkim-wrong-name",
           "dkim-wrong-separator",
           "dmarc-9989-alignment-break",
           "dmarc-missing",
           "dmarc-missing-semicolon",
           "dmarc-multiple-records",
           "dmarc-p-invalid",
           "dmarc-p-missing",
           "dmarc-report-not-ascii",
           "dmarc-report-unauthorised",
           "dmarc-rua-malformed",
           "dmarc-rua-missing",
           "dmarc-sp-invalid",
           "dmarc-sp-weaker",
           "dmarc-version-typo",
           "dmarc-wrong-separator",
           "dns-name-doubled",
           "dns-txt-escaped-semicolon",
           "dns-txt-markup",
           "dns-txt-not-ascii",
           "dns-txt-quotes-inside",
           "dns-txt-zone-line",
           "spf-ip-in-domain-mechanism",
           "spf-mechanism-as-modifier",
           "spf-missing",
           "spf-multiple-records",
           "spf-multistring-join",
           "spf-no-all",
           "spf-plus-all",
           "spf-space-after-colon",
           "spf-terms-after-all",
           "spf-too-many-void-lookups",
           "spf-trailing-punctuation",
           "spf-unknown-mechanism",
           "spf-version-typo",
           "x-aspf-strict-subdomain-mailfrom",
           "x-parked-incomplete",
           "x-provider-spf-missing",
       }) {
    const Rule* rule = rules::find_rule(id);
    ASSERT_NE(rule, nullptr) << id;
    const auto found = test::of_rule(proposed(test::world(rule->bad)), id);
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Finding& each) { return each.fix != nullptr; })) << id;
  }
}

}  // namespace
}  // namespace mailauth::rule_fixes_test
