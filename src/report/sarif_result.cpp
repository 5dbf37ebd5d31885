#include "report/sarif_result.h"

#include <fmt/format.h>

#include "mailauth/text/ascii.h"
#include "report/escape.h"
#include "report/location.h"
#include "report/replacement.h"
#include "report/sarif_rule.h"
#include "report/sentence.h"

namespace mailauth::report {

namespace {

constexpr std::size_t longest_message = 1024;

// "[words](target)" would be a link. SARIF 2.1.0 3.11.6
std::string message(std::string_view text) { return text::replace_all(one_line(text, longest_message), "](", "] ("); }

// A relative reference of RFC 3986 4.2, or file: for a path from the root.
std::string uri_of(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = text::is_alnum(c) || std::string_view("/-._~").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

Json artifact(const std::string& path) {
  Json json = {{"uri", uri_of(path)}};
  if (!path.starts_with('/')) json["uriBaseId"] = "%SRCROOT%";
  return json;
}

Json region(const Location& location) {
  Json json = {{"startLine", location.line}};
  if (location.column == 0) return json;
  json["startColumn"] = location.column;
  if (location.end_column == 0) return json;
  json["endLine"] = location.end_line;
  json["endColumn"] = location.end_column;
  return json;
}

Json physical(const Location& location) {
  return {{"artifactLocation", artifact(location.file)}, {"region", region(location)}};
}

Json logical(const rules::Finding& finding, const Location& location) {
  Json json = Json::array({{{"fullyQualifiedName", subject_of(finding)}, {"kind", "resource"}}});
  if (!location.within.empty())
    json.push_back({{"fullyQualifiedName", one_line(location.within)}, {"kind", "declaration"}});
  return json;
}

Json related(const rules::Finding& finding) {
  Json json = Json::array();
  if (!finding.record) return json;
  for (const rules::Mark& mark : finding.marks)
    if (const auto location = location_in_file(*finding.record, mark.span))
      json.push_back({{"id", json.size() + 1},
                      {"physicalLocation", physical(*location)},
                      {"message", {{"text", message(mark.message)}}}});
  return json;
}

Json fixes(const rules::Finding& finding, const Replacement& replacement) {
  Json replacements =
      Json::array({{{"deletedRegion", region(replacement.what)}, {"insertedContent", {{"text", replacement.with}}}}});
  Json change = {{"artifactLocation", artifact(replacement.what.file)}, {"replacements", std::move(replacements)}};
  return Json::array({{{"description", {{"text", message(advice_of(finding))}}},
                       {"artifactChanges", Json::array({std::move(change)})}}});
}

std::string text_of(const rules::Finding& finding) {
  std::string text = fmt::format("{}: {}. {}", subject_of(finding), statement_of(finding), consequence_of(finding));
  if (const std::string advice = advice_of(finding); !advice.empty()) text += " To do: " + advice;
  return message(text);
}

// SARIF 2.1.0 3.27.24; a finding that is gone is not in the report.
std::string_view baseline_state(Change change) {
  switch (change) {
    case Change::added: return "new";
    case Change::worse: return "updated";
    case Change::unchanged: return "unchanged";
  }
  return "none";
}

}  // namespace

Json sarif_result(const Listed& listed, std::size_t rule) {
  const rules::Finding& finding = *listed.finding;
  const Location location = location_of(finding, *listed.report);
  const bool known = finding.certainty != rules::Certainty::indeterminate;
  Json json = {{"ruleId", finding.rule->id},
               {"ruleIndex", rule},
               {"level", known ? sarif_level(finding.severity) : "note"},
               {"message", {{"text", text_of(finding)}}}};
  json["locations"] =
      Json::array({{{"physicalLocation", physical(location)}, {"logicalLocations", logical(finding, location)}}});
  if (Json marks = related(finding); !marks.empty()) json["relatedLocations"] = std::move(marks);
  json["partialFingerprints"] = {{"primaryLocationLineHash", listed.fingerprint + ":1"}};
  if (const auto replacement = replacement_of(finding, *listed.report)) json["fixes"] = fixes(finding, *replacement);
  if (listed.change) json["baselineState"] = baseline_state(*listed.change);
  json["properties"] = {{"domain", listed.report->facts.domain().text()}, {"certainty", to_string(finding.certainty)}};
  return json;
}

}  // namespace mailauth::report
