#include "cli/reports.h"

#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "files/new_file.h"

namespace mailauth::cli {

namespace {

constexpr unsigned width_in_files = 100;

// What is read later is as wide as logs are, and has no colours unless these were asked for.
report::TextStyle style_of(const ReportOutput& output, const ReportOptions& options) {
  if (output.file.empty()) return text_style(options.terminal);
  return {options.terminal.colour == Colour::always, true, width_in_files, options.terminal.verbose};
}

std::string in_format(const report::Domains& domains, const ReportOutput& output, const ReportOptions& options) {
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

void print_reports(const report::Domains& domains, const ReportOptions& options) {
  if (options.reports.empty()) print(in_format(domains, {}, options));
  for (const ReportOutput& output : options.reports) {
    const std::string text = in_format(domains, output, options);
    if (output.file.empty())
      print(text);
    else
      files::write_file(output.file, text);
  }
}

bool wants_json(const ReportOptions& options) {
  if (options.reports.empty()) return false;
  const ReportOutput& output = options.reports.front();
  if (options.reports.size() > 1 || !output.file.empty() ||
      (output.format != ReportFormat::text && output.format != ReportFormat::json))
    throw UsageError("one record has one report on stdout: --format text or --format json");
  return output.format == ReportFormat::json;
}

}  // namespace mailauth::cli
