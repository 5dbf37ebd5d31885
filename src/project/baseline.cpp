#include "project/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>

#include "project/error.h"
#include "report/fingerprint.h"
#include "text/json.h"

namespace mailauth::project {

namespace {

using Json = nlohmann::ordered_json;
using rules::Finding;

constexpr unsigned schema_version = 1;

std::string text_of(const Json& item, const char* key) {
  const auto at = item.find(key);
  return at != item.end() && at->is_string() ? at->get<std::string>() : "";
}

// "more" of a finding.
unsigned number_of(const Json& item) {
  const auto at = item.find("more");
  if (at == item.end()) return 0;
  if (!at->is_number_unsigned() || at->get<uint64_t>() > std::numeric_limits<unsigned>::max())
    throw Error("\"more\" of a finding is no number");
  return at->get<unsigned>();
}

void read_item(const Json& item, Baseline& baseline) {
  if (!item.is_object()) throw Error("its findings are objects");
  const std::string fingerprint = text_of(item, "fingerprint");
  const auto severity = rules::parse_severity(text_of(item, "severity"));
  const auto first_seen = text::parse_date(text_of(item, "first_seen"));
  if (fingerprint.empty() || !severity || !first_seen)
    throw Error("a finding needs fingerprint, severity and first_seen");
  baseline[text_of(item, "domain")][fingerprint] = {text_of(item, "rule"), *severity, *first_seen, number_of(item)};
}

Baseline read(const Json& document) {
  if (!document.is_object() || !document.contains("findings") || !document["findings"].is_array())
    throw Error("this is no baseline: --update-baseline writes one");
  if (document.value("schema_version", Json()) != schema_version)
    throw Error("it was written by another version of mailauth: write it again with --update-baseline");
  Baseline baseline;
  for (const Json& item : document["findings"]) read_item(item, baseline);
  return baseline;
}

// What a rule finds at the domain, with what is not shown.
struct Number {
  std::size_t before = 0, now = 0;
  bool hidden_before = false;
};
using Numbers = std::map<std::string_view, Number>;  // by rule

const KnownFindings& known_of(const Baseline& baseline, const audit::Audit& audit) {
  static const KnownFindings none;
  const auto of_domain = baseline.find(audit.request.domain.text());
  return of_domain == baseline.end() ? none : of_domain->second;
}

Numbers numbers(const KnownFindings& before, const audit::Audit& audit) {
  Numbers numbers;
  for (const Finding& finding : audit.findings)
    if (finding.certainty != rules::Certainty::indeterminate) numbers[finding.rule->id].now += finding.count();
  for (const auto& [fingerprint, known] : before) {
    const auto number = numbers.find(known.rule);
    if (number == numbers.end()) continue;
    number->second.before += std::size_t{1} + known.more;
    number->second.hidden_before = number->second.hidden_before || known.more > 0;
  }
  return numbers;
}

// Of those that were not shown nothing is known but their number: one that is shown now may have been among them.
report::Change change(const KnownFindings& before, const std::string& fingerprint, const Finding& finding,
                      const Number& number) {
  const auto known = before.find(fingerprint);
  const bool are_more = number.now > number.before;
  if (known == before.end())
    return number.hidden_before && !are_more ? report::Change::unchanged : report::Change::added;
  const bool is_worse = finding.severity > known->second.severity || (finding.more > 0 && are_more);
  return is_worse ? report::Change::worse : report::Change::unchanged;
}

}  // namespace

Baseline parse_baseline(std::string_view bytes, const std::string& path) {
  try {
    return read(Json::parse(bytes, nullptr, false));
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", path, error.what()));
  }
}

std::string to_json(const Baseline& baseline) {
  std::vector<std::tuple<std::string_view, std::string_view, std::string_view, const Known*>> sorted;
  for (const auto& [domain, findings] : baseline)
    for (const auto& [fingerprint, known] : findings) sorted.emplace_back(domain, known.rule, fingerprint, &known);
  std::ranges::sort(sorted);
  text::JsonWriter out({.indent = 2, .ascii = false});
  out.object([&] {
    out.number("schema_version", schema_version).objects("findings", sorted, [&](const auto& entry) {
      const auto& [domain, rule, fingerprint, known] = entry;
      out.text("fingerprint", fingerprint).text("rule", rule).text("domain", domain);
      out.text("severity", rules::to_string(known->severity)).text("first_seen", text::to_string(known->first_seen));
      if (known->more > 0) out.number("more", known->more);
    });
  });
  return out.take() + "\n";
}

std::vector<report::Change> changes(const Baseline& baseline, const audit::Audit& audit) {
  std::vector<report::Change> of_each;
  const auto fingerprints = report::fingerprints(audit.request.domain, audit.findings);
  const KnownFindings& before = known_of(baseline, audit);
  Numbers of_rules = numbers(before, audit);
  for (std::size_t i = 0; i < fingerprints.size(); ++i) {
    const Finding& finding = audit.findings[i];
    of_each.push_back(change(before, fingerprints[i], finding, of_rules[finding.rule->id]));
  }
  return of_each;
}

void note_found(const Baseline& baseline, const audit::Audit& audit, Date day, Found& found) {
  const std::string& domain = audit.request.domain.text();
  if (audit.facts.unanswered.empty()) found.complete.insert(domain);
  const KnownFindings& before = known_of(baseline, audit);
  const auto fingerprints = report::fingerprints(audit.request.domain, audit.findings);
  for (std::size_t i = 0; i < fingerprints.size(); ++i) {
    const Finding& finding = audit.findings[i];
    if (finding.certainty == rules::Certainty::indeterminate) continue;
    const auto known = before.find(fingerprints[i]);
    const Date first_seen = known == before.end() ? day : known->second.first_seen;
    found.findings[domain][fingerprints[i]] = {std::string(finding.rule->id), finding.severity, first_seen,
                                               finding.more};
  }
}

Baseline updated(const Baseline& before, Found found) {
  for (const auto& [domain, findings] : before)
    if (!found.complete.contains(domain)) found.findings[domain].insert(findings.begin(), findings.end());
  return std::move(found.findings);
}

}  // namespace mailauth::project
