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
  baseline[fingerprint] = {text_of(item, "rule"), text_of(item, "domain"), *severity, *first_seen, number_of(item)};
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

Numbers numbers(const Baseline& baseline, const audit::Audit& audit) {
  Numbers numbers;
  for (const Finding& finding : audit.findings)
    if (finding.certainty != rules::Certainty::indeterminate) numbers[finding.rule->id].now += finding.count();
  for (const auto& [fingerprint, known] : baseline) {
    const auto number = known.domain == audit.request.domain.text() ? numbers.find(known.rule) : numbers.end();
    if (number == numbers.end()) continue;
    number->second.before += std::size_t{1} + known.more;
    number->second.hidden_before = number->second.hidden_before || known.more > 0;
  }
  return numbers;
}

// Of those that were not shown nothing is known but their number: one that is shown now may have been among them.
report::Change change(const Baseline& baseline, const std::string& fingerprint, const Finding& finding,
                      const Number& number) {
  const auto known = baseline.find(fingerprint);
  const bool are_more = number.now > number.before;
  if (known == baseline.end())
    return number.hidden_before && !are_more ? report::Change::unchanged : report::Change::added;
  const bool is_worse = finding.severity > known->second.severity || (finding.more > 0 && are_more);
  return is_worse ? report::Change::worse : report::Change::unchanged;
}

void take_out(const audit::Audit& audit, Baseline& baseline) {
  const std::string& domain = audit.request.domain.text();
  std::erase_if(baseline, [&](const auto& entry) { return entry.second.domain == domain; });
}

void put_in(const audit::Audit& audit, const Baseline& before, Date day, Baseline& baseline) {
  const std::string& domain = audit.request.domain.text();
  const auto fingerprints = report::fingerprints(audit.request.domain, audit.findings);
  for (std::size_t i = 0; i < fingerprints.size(); ++i) {
    const Finding& finding = audit.findings[i];
    if (finding.certainty == rules::Certainty::indeterminate) continue;
    const auto known = before.find(fingerprints[i]);
    const Date first_seen = known == before.end() ? day : known->second.first_seen;
    baseline[fingerprints[i]] = {std::string(finding.rule->id), domain, finding.severity, first_seen, finding.more};
  }
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
  std::vector<const Baseline::value_type*> sorted;
  for (const auto& entry : baseline) sorted.push_back(&entry);
  std::ranges::sort(sorted, {},
                    [](const auto* entry) { return std::tie(entry->second.domain, entry->second.rule, entry->first); });
  text::JsonWriter out({.indent = 2, .ascii = false});
  out.object([&] {
    out.number("schema_version", schema_version).objects("findings", sorted, [&](const auto* entry) {
      const auto& [fingerprint, known] = *entry;
      out.text("fingerprint", fingerprint).text("rule", known.rule).text("domain", known.domain);
      out.text("severity", rules::to_string(known.severity)).text("first_seen", text::to_string(known.first_seen));
      if (known.more > 0) out.number("more", known.more);
    });
  });
  return out.take() + "\n";
}

std::vector<report::Change> changes(const Baseline& baseline, const audit::Audit& audit) {
  std::vector<report::Change> of_each;
  const auto fingerprints = report::fingerprints(audit.request.domain, audit.findings);
  Numbers of_rules = numbers(baseline, audit);
  for (std::size_t i = 0; i < fingerprints.size(); ++i) {
    const Finding& finding = audit.findings[i];
    of_each.push_back(change(baseline, fingerprints[i], finding, of_rules[finding.rule->id]));
  }
  return of_each;
}

Baseline updated(const Baseline& baseline, const std::vector<audit::Audit>& audits, Date day) {
  Baseline after = baseline;
  for (const audit::Audit& audit : audits) {
    if (audit.facts.unanswered.empty()) take_out(audit, after);
    put_in(audit, baseline, day, after);
  }
  return after;
}

}  // namespace mailauth::project
