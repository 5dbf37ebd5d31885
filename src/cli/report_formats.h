#pragma once
// --format of the commands that audit: which reports are written, and where.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "report/formats.h"

namespace mailauth::cli {

std::string_view to_string(ReportFormat format);  // "sarif"
std::optional<ReportFormat> parse_report_format(std::string_view text);
std::vector<std::string> report_format_names();
inline constexpr std::string_view report_output_type = "NAME[=FILE]";  // what --format takes

// "sarif=mailauth.sarif", "text": each to a file or, one of them, to stdout. Throws UsageError.
std::vector<ReportOutput> parse_report_outputs(const std::vector<std::string>& typed);

// Writes all of them; when none was asked for, text to stdout.
void print_reports(const report::Domains& domains, const OutputOptions& options);

// For commands that know only text and JSON. Throws UsageError for anything else.
bool wants_json(const OutputOptions& options);

}  // namespace mailauth::cli
