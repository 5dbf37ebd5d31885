#include "cli/lint_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "audit/lint.h"
#include "cli/reports.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "text/json.h"

namespace mailauth::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t max_line = 1u << 20;  // bytes of one NDJSON line
constexpr std::size_t max_strings = 1000;   // of one TXT record

records::RecordKind kind_of(const std::string& word) {
  if (const auto kind = records::parse_record_kind(word)) return *kind;
  throw UsageError(
      fmt::format("'{}' is no kind of record that can be judged: {}", word, fmt::join(records::kind_words(), ", ")));
}

void check_strings(const std::vector<std::string>& strings) {
  if (strings.empty()) throw UsageError("the record's text is missing: mailauth lint --record spf 'v=spf1 -all'");
  if (strings.size() > max_strings) throw UsageError("a TXT record of more than 1000 strings");
}

// A member as the caller gave it.
std::string given(const Json& object, const char* key, bool ascii) {
  return object.is_object() && object.contains(key) ? object[key].dump(-1, ' ', ascii) : "null";
}

struct Input {
  std::string id;  // as JSON
  std::string kind, name;
  std::vector<std::string> strings;
};

Input parse_input(const std::string& line) {
  if (line.size() > max_line) throw UsageError("longer than 1 MiB");
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) throw UsageError("not a JSON object");
  const auto text = [&](const char* key) {
    const auto at = json.find(key);
    return at != json.end() && at->is_string() ? at->get<std::string>() : std::string();
  };
  Input input{given(json, "id", true), text("kind"), text("name"), {}};
  const auto txt = json.find("txt");
  const bool strings = txt != json.end() && txt->is_array() && !txt->empty() &&
                       std::all_of(txt->begin(), txt->end(), [](const Json& item) { return item.is_string(); });
  if (!strings) throw UsageError("\"txt\" must be an array of strings");
  for (const Json& item : *txt) input.strings.push_back(item.get<std::string>());
  check_strings(input.strings);
  return input;
}

ExitCode exit_code_of(const audit::Lint& lint, rules::Severity fail_on) {
  const bool found = std::any_of(lint.findings.begin(), lint.findings.end(),
                                 [&](const rules::Finding& finding) { return finding.severity >= fail_on; });
  return found || lint.verdict == audit::LintVerdict::invalid ? ExitCode::findings : ExitCode::clean;
}

// A line that cannot be judged gets an answer as well, so that none is lost.
std::string error_line(const std::string& line, std::string_view error) {
  const Json json = Json::parse(line, nullptr, false);
  text::JsonWriter out({.ascii = false});
  out.object(
      [&] { out.json("id", given(json, "id", false)).json("kind", given(json, "kind", false)).text("error", error); });
  return out.take() + "\n";
}

std::string judged_line(const std::string& line, rules::Severity fail_on, ExitCode& code) {
  const Input input = parse_input(line);
  const audit::Lint lint = audit::lint_record(kind_of(input.kind), input.name, input.strings);
  code = exit_code_of(lint, fail_on);
  return report::to_json_line({input.id, input.kind, to_string(lint.verdict), lint.findings, lint.repairs_untried});
}

ExitCode lint_lines(rules::Severity fail_on) {
  ExitCode worst = ExitCode::clean;
  std::string line;
  for (unsigned number = 1; std::getline(std::cin, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ExitCode code = ExitCode::usage;
    try {
      print(judged_line(line, fail_on, code));
    } catch (const UsageError& error) {
      print(error_line(line, error.what()));
      print_error(fmt::format("line {}: {}", number, error.what()));
    }
    worst = std::max(worst, code);
  }
  return worst;
}

}  // namespace

ExitCode lint_text(const LintTextOptions& options, const ReportOptions& output) {
  if (options.kind == "-") {
    if (!options.text.empty()) throw UsageError("--record - reads stdin: leave out the text");
    return lint_lines(output.fail_on);
  }
  const records::RecordKind kind = kind_of(options.kind);
  check_strings(options.text);
  const audit::Lint lint = audit::lint_record(kind, options.name, options.text);
  const report::RecordReport report{"", options.kind, to_string(lint.verdict), lint.findings, lint.repairs_untried};
  print(wants_json(output) ? report::to_json_line(report) : report::to_text(report, text_style(output.terminal)));
  return exit_code_of(lint, output.fail_on);
}

}  // namespace mailauth::cli
