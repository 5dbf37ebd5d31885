#include "rules/judge.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "rules/dns/helpers/where.h"
#include "rules/source/helpers/published.h"

namespace mailauth::rules {

namespace {

// The order in which receivers meet the records.
std::size_t place_of_area(const Finding& finding) {
  static constexpr std::array<std::string_view, 7> order{"source", "dns", "spf", "dkim", "dmarc", "mx", "ses"};
  return static_cast<std::size_t>(std::find(order.begin(), order.end(), area(*finding.rule)) - order.begin());
}

// Nothing exists below a name that does not exist (RFC 8020); a file may say so all the same.
bool needs_a_domain(const Rule& rule) { return area(rule) != "dns" && area(rule) != "source"; }

auto sort_key(const Finding& finding) {
  const uint32_t place = finding.marks.empty() ? 0 : finding.marks.front().span.begin;
  return std::make_tuple(-static_cast<int>(finding.severity), !finding.rule->leads, place_of_area(finding),
                         std::cref(finding.name), place, finding.rule->id, std::cref(finding.message));
}

// Findings are large: their places are sorted, and each is moved once.
std::vector<Finding> in_order(std::vector<Finding> findings) {
  std::vector<Finding*> places;
  for (Finding& finding : findings) places.push_back(&finding);
  std::ranges::stable_sort(places, {}, [](const Finding* finding) { return sort_key(*finding); });
  std::vector<Finding> sorted;
  sorted.reserve(places.size());
  for (Finding* finding : places) sorted.push_back(std::move(*finding));
  return sorted;
}

// Of findings that are alike the last one says how many more there are.
void say_at_last(std::vector<Finding>& findings) {
  std::map<std::tuple<const Rule*, dns::Question, Severity, Certainty>, unsigned> more;
  const auto key = [](const Finding& finding) {
    return std::tuple(finding.rule, dns::Question{finding.name, finding.type}, finding.severity, finding.certainty);
  };
  for (Finding& finding : findings)
    if (finding.more > 0) more[key(finding)] += std::exchange(finding.more, 0);
  if (more.empty()) return;
  for (auto finding = findings.rbegin(); finding != findings.rend(); ++finding)
    if (const auto counted = more.extract(key(*finding))) finding->more = counted.mapped();
}

}  // namespace

std::vector<std::vector<Finding>> judge(std::span<const Facts* const> domains) {
  std::vector<Findings> found(domains.size());
  for (const Rule* rule : catalog()) {
    if (rule->check == nullptr) continue;
    const bool needs_domain = needs_a_domain(*rule);
    for (std::size_t i = 0; i < domains.size(); ++i) {
      if (needs_domain && !domains[i]->domain_exists) continue;
      found[i].begin(*rule);
      rule->check(*domains[i], found[i]);
    }
  }
  std::vector<std::vector<Finding>> all;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    std::vector<Finding> findings = found[i].take();
    if (domains[i]->request.published) remove_consequences(*domains[i], findings);
    say_where_records_stand(*domains[i], findings);
    all.push_back(in_order(std::move(findings)));
    say_at_last(all.back());
  }
  return all;
}

std::vector<Finding> judge(const Facts& facts) {
  const Facts* const domain = &facts;
  return std::move(judge(std::span(&domain, 1)).front());
}

namespace {

// What was done to a message breaks each of its signatures: it is said once, with the notes of all.
std::vector<Finding> said_once(std::vector<Finding> findings) {
  std::vector<Finding> all;
  for (Finding& finding : findings) {
    const auto known = std::ranges::find_if(all, [&](const Finding& other) {
      return other.rule == finding.rule && other.message == finding.message && other.record && finding.record &&
             *other.record == *finding.record && other.marks == finding.marks;
    });
    if (known == all.end()) {
      all.push_back(std::move(finding));
      continue;
    }
    for (std::string& note : finding.notes)
      if (std::ranges::find(known->notes, note) == known->notes.end()) known->notes.push_back(std::move(note));
  }
  return all;
}

}  // namespace

std::vector<Finding> judge(const facts::MessageFacts& message) {
  Findings found;
  for (const Rule* rule : catalog()) {
    if (rule->check_message == nullptr) continue;
    found.begin(*rule);
    rule->check_message(message, found);
  }
  std::vector<Finding> findings = in_order(said_once(found.take()));
  say_at_last(findings);
  return findings;
}

}  // namespace mailauth::rules
