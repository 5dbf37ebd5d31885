#include "cli/shared/report_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "cli/usage_error.h"

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

std::string_view to_string(ReportFormat format) {
  const auto at = std::ranges::find(words, format, &Word::format);
  return at == words.end() ? "" : at->text;
}

std::optional<ReportFormat> parse_report_format(std::string_view text) {
  const auto at = std::ranges::find(words, text, &Word::text);
  return at == words.end() ? std::nullopt : std::optional(at->format);
}

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

}  // namespace

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

}  // namespace mailauth::cli
