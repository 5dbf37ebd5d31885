#include "cli/reports.h"

#include "cli/file_lines.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "results/spill.h"

namespace mailauth::cli {

namespace {

constexpr unsigned width_in_files = 100;

// What is read later is as wide as logs are, and has no colours unless these were asked for.
report::TextStyle style_of(const ReportOutput& output, const ReportOptions& options) {
  if (output.file.empty()) return text_style(options.terminal);
  return {options.terminal.colour == Colour::always, true, width_in_files, options.terminal.verbose};
}

// JUnit begins with counts: what comes behind them lies on the disk until these are known.
report::Aside on_disk() {
  constexpr std::size_t block_size = 1u << 16;  // bytes
  const auto lines = std::make_shared<results::Spill>(1, block_size);
  return {[lines](std::string_view text) {
            for (; !text.empty(); text.remove_prefix(text.find('\n') + 1))
              lines->add(0, text.substr(0, text.find('\n')));
          },
          [lines](const report::Write& write) {
            results::Spill::Reader reader(*lines, 0);
            while (const auto line = reader.next()) write(std::string(*line) + "\n");
          }};
}

report::ReportWriter writer_of(const ReportOutput& output, const ReportOptions& options, report::Write write) {
  switch (output.format) {
    case ReportFormat::text: return report::text_report(std::move(write), style_of(output, options));
    case ReportFormat::json: return report::json_report(std::move(write));
    case ReportFormat::ndjson: return report::ndjson_report(std::move(write));
    case ReportFormat::sarif: return report::sarif_report(std::move(write), lines_of_files());
    case ReportFormat::junit: return report::junit_report(std::move(write), options.fail_on, on_disk());
    case ReportFormat::github: return report::github_report(std::move(write));
    case ReportFormat::gitlab: return report::gitlab_report(std::move(write));
    case ReportFormat::markdown: return report::markdown_report(std::move(write));
    case ReportFormat::csv: return report::csv_report(std::move(write));
  }
  return {};
}

}  // namespace

Reports::Reports(const ReportOptions& options) {
  std::vector<ReportOutput> wanted = options.reports;
  if (wanted.empty()) wanted.emplace_back();
  for (const ReportOutput& output : wanted) {
    auto file = output.file.empty() ? nullptr : std::make_unique<files::NewFile>(output.file);
    report::Write write = print;
    if (file) write = [to = file.get()](std::string_view text) { to->write(text); };
    outputs_.push_back({std::move(file), writer_of(output, options, std::move(write))});
  }
}

void Reports::add(const report::DomainReport& domain) {
  for (const Output& output : outputs_) output.writer.add(domain);
}

void Reports::end(const inputs::Tally* files) {
  for (const Output& output : outputs_) {
    output.writer.end(files);
    if (output.file) output.file->publish();
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
