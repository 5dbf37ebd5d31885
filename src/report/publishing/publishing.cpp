#include "report/publishing.h"

#include <algorithm>
#include <set>
#include <utility>

#include "report/spf/senders.h"

namespace mailauth::report {

namespace {

using facts::Facts;

std::optional<std::string> policy_of(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  if (discovery.unknown()) return std::nullopt;
  if (!discovery.found()) return "no DMARC";
  const auto in_words = [](const facts::DmarcView& view) {
    return view.domain ? std::string(to_string(*view.domain)) : "no policy";
  };
  const std::string now = in_words(discovery.tree_walk), older = in_words(discovery.suffix_list);
  return now == older ? now : now + " (older receivers: " + older + ")";
}

bool is_known(const facts::SpfNode& spf) {
  bool known = true;
  facts::for_each_node(spf, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    known = known && node.standing != facts::SpfStanding::unknown;
  });
  return known;
}

std::optional<std::string> lookups_of(const Facts& facts) {
  if (!is_known(facts.spf)) return std::nullopt;
  return facts.spf.standing == facts::SpfStanding::none ? "no SPF" : std::to_string(facts.spf.lookups);
}

using Words = std::set<std::string>;

Words selectors_of(const Facts& facts) {
  Words names;
  for (const facts::DkimSelector* selector : facts::usable_keys(facts.dkim)) names.insert(selector->selector);
  return names;
}

// Of which the DNS does not say what is there.
Words unknown_selectors_of(const Facts& facts) {
  Words names;
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (selector.answer->failed()) names.insert(selector.selector);
  return names;
}

std::vector<std::string> without(const Words& words, const Words& others, const Words& unknown = {}) {
  std::vector<std::string> rest;
  for (const std::string& word : words)
    if (!others.contains(word) && !unknown.contains(word)) rest.push_back(word);
  return rest;
}

void compare_senders(const Facts& before, const Facts& after, Publishing& publishing) {
  if (!is_known(before.spf) || !is_known(after.spf)) return;
  const Words lost = spf_senders_only_of(before, after), added = spf_senders_only_of(after, before);
  publishing.lost_senders.assign(lost.begin(), lost.end());
  publishing.new_senders.assign(added.begin(), added.end());
}

void compare_selectors(const Facts& before, const Facts& after, Publishing& publishing) {
  publishing.lost_selectors = without(selectors_of(before), selectors_of(after), unknown_selectors_of(after));
  publishing.new_selectors = without(selectors_of(after), selectors_of(before), unknown_selectors_of(before));
}

using Problem = std::pair<std::string_view, dns::Name>;  // a rule and where it found something

std::set<Problem> problems_of(const DomainReport& report) {
  std::set<Problem> problems;
  for (const rules::Finding& finding : report.findings) problems.insert({finding.rule->id, finding.name});
  for (const Suppressed& suppressed : report.suppressed)
    problems.insert({suppressed.finding.rule->id, suppressed.finding.name});
  for (const dns::Answer* answer : report.facts.unanswered) problems.insert({"", answer->question.name});
  return problems;
}

std::vector<rules::Finding> only_of(const DomainReport& report, const DomainReport& other) {
  const std::set<Problem> there = problems_of(other);
  std::vector<rules::Finding> only;
  for (const rules::Finding& finding : report.findings) {
    const bool known = finding.certainty != rules::Certainty::indeterminate && !there.contains({"", finding.name});
    if (known && !there.contains({finding.rule->id, finding.name})) only.push_back(finding);
  }
  return only;
}

}  // namespace

Publishing publishing(const DomainReport& before, const DomainReport& after) {
  Publishing publishing;
  publishing.policy = {policy_of(before.facts), policy_of(after.facts)};
  publishing.spf_lookups = {lookups_of(before.facts), lookups_of(after.facts)};
  compare_senders(before.facts, after.facts, publishing);
  compare_selectors(before.facts, after.facts, publishing);
  publishing.new_findings = only_of(after, before);
  publishing.gone_findings = only_of(before, after);
  return publishing;
}

}  // namespace mailauth::report
