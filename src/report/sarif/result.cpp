#include "report/sarif/result.h"

#include <fmt/format.h>

#include <ranges>

#include "report/escape.h"
#include "report/fix/replacement.h"
#include "report/location.h"
#include "report/sarif/columns.h"
#include "report/sarif/rule.h"
#include "report/sentence.h"
#include "text/ascii.h"

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

void put_artifact(JsonWriter& out, const std::string& path) {
  out.text("uri", uri_of(path));
  if (!path.starts_with('/')) out.text("uriBaseId", "%SRCROOT%");
}

void put_region(JsonWriter& out, const Location& location) {
  out.number("startLine", location.first_line());
  if (location.column == 0) return;
  out.number("startColumn", location.column);
  if (location.end_column == 0) return;
  out.number("endLine", location.end_line).number("endColumn", location.end_column);
}

void put_physical(JsonWriter& out, const Location& location) {
  out.object("artifactLocation", put_artifact, location.file).object("region", put_region, location);
}

struct Logical {
  std::string name;
  std::string_view kind;
};

void put_logical(JsonWriter& out, const Logical& logical) {
  out.text("fullyQualifiedName", logical.name).text("kind", logical.kind);
}

void put_location(JsonWriter& out, const Location& location, const rules::Finding& finding) {
  std::vector<Logical> logical{{subject_of(finding), "resource"}};
  if (!location.within.empty()) logical.push_back({one_line(location.within), "declaration"});
  out.object("physicalLocation", put_physical, location).objects("logicalLocations", logical, put_logical);
}

struct Related {
  std::size_t id;
  Location location;
  std::string message;
};

std::vector<Related> related(const rules::Finding& finding, const LineOf& line_of) {
  std::vector<Related> all;
  if (!finding.record) return all;
  for (const rules::Mark& mark : finding.marks)
    if (auto location = location_in_file(*finding.record, mark.span))
      all.push_back({all.size() + 1, in_characters(*std::move(location), line_of), message(mark.message)});
  return all;
}

void put_related(JsonWriter& out, const Related& one) {
  out.number("id", one.id).object("physicalLocation", put_physical, one.location);
  put_sarif_message(out, "message", one.message);
}

void put_replacement(JsonWriter& out, const Replacement& replacement) {
  out.object("deletedRegion", put_region, replacement.what);
  put_sarif_message(out, "insertedContent", replacement.with);
}

void put_change(JsonWriter& out, const Replacement& replacement) {
  out.object("artifactLocation", put_artifact, replacement.what.file);
  out.objects("replacements", std::views::single(replacement), put_replacement);
}

void put_sarif_fix(JsonWriter& out, const Replacement& replacement, const rules::Finding& finding) {
  put_sarif_message(out, "description", message(advice_of(finding)));
  out.objects("artifactChanges", std::views::single(replacement), put_change);
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

void put_sarif_result(JsonWriter& out, const Listed& listed, std::size_t rule, const LineOf& line_of) {
  const rules::Finding& finding = *listed.finding;
  const bool known = finding.certainty != rules::Certainty::indeterminate;
  out.text("ruleId", finding.rule->id).number("ruleIndex", rule);
  out.text("level", known ? sarif_level(finding.severity) : "note");
  put_sarif_message(out, "message", text_of(finding));
  const Location location = in_characters(location_of(finding, *listed.report), line_of);
  out.objects("locations", std::views::single(location), put_location, finding);
  if (const auto marks = related(finding, line_of); !marks.empty()) out.objects("relatedLocations", marks, put_related);
  out.object("partialFingerprints", [&] { out.text("primaryLocationLineHash", listed.fingerprint + ":1"); });
  auto replacement = replacement_of(finding, *listed.report);
  if (replacement) replacement->what = in_characters(std::move(replacement->what), line_of);
  // Without columns it would take the place of whole lines.
  if (replacement && replacement->what.column > 0)
    out.objects("fixes", std::views::single(*replacement), put_sarif_fix, finding);
  if (listed.change) out.text("baselineState", baseline_state(*listed.change));
  out.object("properties", [&] {
    out.text("domain", listed.report->facts.domain().text()).text("certainty", to_string(finding.certainty));
    if (finding.more > 0) out.number("more", finding.more);
  });
}

}  // namespace mailauth::report
