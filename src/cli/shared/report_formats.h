#pragma once
// --format of the commands that audit: which reports are written, and where.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::cli {

enum class ReportFormat : uint8_t { text, json, ndjson, sarif, junit, github, gitlab, markdown, csv };

struct ReportOutput {
  ReportFormat format = ReportFormat::text;
  std::string file;  // empty: stdout
};

std::vector<std::string> report_format_names();
inline constexpr std::string_view report_output_type = "NAME[=FILE]";  // what --format takes

// "sarif=mailauth.sarif", "text": each to a file or, one of them, to stdout. Throws UsageError.
std::vector<ReportOutput> parse_report_outputs(const std::vector<std::string>& typed);

}  // namespace mailauth::cli
