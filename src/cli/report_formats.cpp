#include "cli/report_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/files.h"
#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

struct Word {
  ReportFormat format;
  std::string_view text;
};

constexpr std::array<Word, 9> words{{
    {ReportFormat::text, "text"},
    {ReportFormat::json, "json"},
    {ReportFormat::ndjson, "ndjson"},
    {ReportFormat::sarif, "sarif"},
    {ReportFormat::junit, "junit"},
    {ReportFormat::github, "github"},
    {ReportFormat::gitlab, "gitlab"},
    {ReportFormat::markdown, "markdown"},
    {ReportFormat::csv, "csv"},
}};

constexpr unsigned width_in_files = 100;

ReportOutput parse_output(const std::string& typed) {
  const std::size_t equals = typed.find('=');
  const auto format = parse_report_format(std::string_view(typed).substr(0, equals));
  if (!format)
    throw UsageError(fmt::format("--format '{}' is none of: {}", typed, fmt::join(report_format_names(), ", ")));
  if (equals == std::string::npos) return {*format, ""};
  if (equals + 1 == typed.size()) throw UsageError(fmt::format("--format {}: the name of a file is missing", typed));
  return {*format, typed.substr(equals + 1)};
}

void check_distinct(const ReportOutput& a, const ReportOutput& b) {
  if (a.file != b.file) return;
  if (a.file.empty())
    throw UsageError(fmt::format("--format {0} and --format {1} both write to stdout: give one a file, as in {1}=FILE",
                                 to_string(a.format), to_string(b.format)));
  throw UsageError(
      fmt::format("--format {} and --format {} both write {}", to_string(a.format), to_string(b.format), a.file));
}

// What is read later is as wide as logs are, and has no colours unless these were asked for.
report::TextStyle style_of(const ReportOutput& output, const OutputOptions& options) {
  if (output.file.empty()) return text_style(options);
  return {options.colour == Colour::always, true, width_in_files, options.verbose};
}

std::string in_format(const report::Domains& domains, const ReportOutput& output, const OutputOptions& options) {
  switch (output.format) {
    case ReportFormat::text: return report::to_text(domains, style_of(output, options));
    case ReportFormat::json: return report::to_json(domains);
    case ReportFormat::ndjson: return report::to_ndjson(domains);
    case ReportFormat::sarif: return report::to_sarif(domains);
    case ReportFormat::junit: return report::to_junit(domains, options.fail_on);
    case ReportFormat::github: return report::to_github(domains);
    case ReportFormat::gitlab: return report::to_gitlab(domains);
    case ReportFormat::markdown: return report::to_markdown(domains);
    case ReportFormat::csv: return report::to_csv(domains);
  }
  return {};
}

}  // namespace

std::string_view to_string(ReportFormat format) {
  const auto at = std::ranges::find(words, format, &Word::format);
  return at == words.end() ? "" : at->text;
}

std::optional<ReportFormat> parse_report_format(std::string_view text) {
  const auto at = std::ranges::find(words, text, &Word::text);
  return at == words.end() ? std::nullopt : std::optional(at->format);
}

std::vector<std::string> report_format_names() {
  std::vector<std::string> names;
  for (const Word& word : words) names.emplace_back(word.text);
  return names;
}

std::vector<ReportOutput> parse_report_outputs(const std::vector<std::string>& typed) {
  std::vector<ReportOutput> outputs;
  for (const std::string& text : typed) {
    const ReportOutput output = parse_output(text);
    for (const ReportOutput& other : outputs) check_distinct(other, output);
    outputs.push_back(output);
  }
  return outputs;
}

void print_reports(const report::Domains& domains, const OutputOptions& options) {
  if (options.reports.empty()) print(in_format(domains, {}, options));
  for (const ReportOutput& output : options.reports) {
    const std::string text = in_format(domains, output, options);
    if (output.file.empty())
      print(text);
    else
      write_file(output.file, text);
  }
}

bool wants_json(const OutputOptions& options) {
  if (options.reports.empty()) return false;
  const ReportOutput& output = options.reports.front();
  if (options.reports.size() > 1 || !output.file.empty() ||
      (output.format != ReportFormat::text && output.format != ReportFormat::json))
    throw UsageError("one record has one report on stdout: --format text or --format json");
  return output.format == ReportFormat::json;
}

}  // namespace mailauth::cli
