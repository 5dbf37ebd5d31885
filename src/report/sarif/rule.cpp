#include "report/sarif/rule.h"

#include <fmt/format.h>

#include "report/escape.h"
#include "report/sarif/security.h"
#include "report/shown_sample.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

constexpr std::size_t longest_description = 1024;  // that GitHub takes, in characters

std::string_view problem_severity(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error: return "error";
    case rules::Severity::warning: return "warning";
    case rules::Severity::info: return "recommendation";
  }
  return "recommendation";
}

std::string heading(std::string_view title, const ShownSample& shown) {
  return shown.circumstances.empty() ? fmt::format("{}:", title) : fmt::format("{} ({}):", title, shown.circumstances);
}

std::string help_text(const rules::Rule& rule) {
  const ShownSample bad = shown_sample(rule.bad, rule.bad_message), good = shown_sample(rule.good, rule.good_message);
  return fmt::format("{}.\n\n{}\n\n{}\n{}\n\n{}\n{}\n\nReference: {}\n", rule.title, rule.why, heading("Wrong", bad),
                     bad.zone, heading("Right", good), good.zone, rule.reference);
}

std::string help_markdown(const rules::Rule& rule) {
  const std::optional<std::string> address = address_of(rule.reference);
  const std::string reference =
      address ? fmt::format("[{}]({})", rule.reference, *address) : std::string(rule.reference);
  const ShownSample bad = shown_sample(rule.bad, rule.bad_message), good = shown_sample(rule.good, rule.good_message);
  return fmt::format("{}\n\n{}\n\n```dns\n{}\n```\n\n{}\n\n```dns\n{}\n```\n\nReference: {}\n", rule.why,
                     heading("Wrong", bad), bad.zone, heading("Right", good), good.zone, reference);
}

void put_properties(JsonWriter& out, const rules::Rule& rule) {
  const std::optional<double> security = security_severity(rule.security);
  std::vector<std::string_view> tags{"email", rules::area(rule)};
  if (security) tags.emplace_back("security");
  out.texts("tags", tags).text("precision", "high").text("problem.severity", problem_severity(rule.severity));
  if (security) out.text("security-severity", fmt::format("{:.1f}", *security));
}

}  // namespace

std::string_view sarif_level(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::error: return "error";
    case rules::Severity::warning: return "warning";
    case rules::Severity::info: return "note";
  }
  return "note";
}

std::optional<std::string> address_of(std::string_view reference) {
  const std::vector<std::string_view> words = text::split(reference.substr(0, reference.find(',')), ' ');
  if (words.size() < 2 || words[0] != "RFC" || !text::parse_number(words[1], 99999)) return std::nullopt;
  std::string address = fmt::format("https://www.rfc-editor.org/rfc/rfc{}", words[1]);
  if (words.size() < 3 || words[2].empty()) return address;
  return address + fmt::format("#{}-{}", text::is_digit(words[2].front()) ? "section" : "appendix", words[2]);
}

void put_sarif_message(JsonWriter& out, std::string_view name, std::string_view text) {
  out.object(name, [&] { out.text("text", text); });
}

void put_sarif_rule(JsonWriter& out, const rules::Rule& rule) {
  out.text("id", rule.id);
  put_sarif_message(out, "shortDescription", one_line(rule.title, longest_description));
  put_sarif_message(out, "fullDescription", one_line(rule.why, longest_description));
  out.object("help", [&] { out.text("text", help_text(rule)).text("markdown", help_markdown(rule)); });
  out.object("defaultConfiguration", [&] { out.text("level", sarif_level(rule.severity)); });
  out.object("properties", put_properties, rule);
  if (const auto address = address_of(rule.reference)) out.text("helpUri", *address);
}

}  // namespace mailauth::report
