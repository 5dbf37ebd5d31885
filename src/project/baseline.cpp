#include "project/baseline.h"

#include <fmt/format.h>

#include <algorithm>
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

void read_item(const Json& item, Baseline& baseline) {
  if (!item.is_object()) throw Error("its findings are objects");
  const std::string fingerprint = text_of(item, "fingerprint");
  const auto severity = rules::parse_severity(text_of(item, "severity"));
  const auto first_seen = text::parse_date(text_of(item, "first_seen"));
  if (fingerprint.empty() || !severity || !first_seen)
    throw Error("a finding needs fingerprint, severity and first_seen");
  baseline[fingerprint] = {text_of(item, "rule"), text_of(item, "domain"), *severity, *first_seen};
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

report::Change change(const Baseline& baseline, const std::string& fingerprint, const Finding& finding) {
  const auto known = baseline.find(fingerprint);
  if (known == baseline.end()) return report::Change::added;
  return finding.severity > known->second.severity ? report::Change::worse : report::Change::unchanged;
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
    baseline[fingerprints[i]] = {std::string(finding.rule->id), domain, finding.severity, first_seen};
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
    });
  });
  return out.take() + "\n";
}

std::vector<report::Change> changes(const Baseline& baseline, const audit::Audit& audit) {
  std::vector<report::Change> of_each;
  const auto fingerprints = report::fingerprints(audit.request.domain, audit.findings);
  for (std::size_t i = 0; i < fingerprints.size(); ++i)
    of_each.push_back(change(baseline, fingerprints[i], audit.findings[i]));
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
