#pragma once
// What a command writes, and how: options of several commands.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/shared/declare.h"
#include "cli/shared/report_formats.h"
#include "rules/rule.h"

namespace mailauth::cli {

enum class Format : uint8_t { text, json, markdown };
enum class Colour : uint8_t { automatic, always, never };

struct OutputOptions {
  Format format = Format::text;
  Colour colour = Colour::automatic;
  bool verbose = false;
};

// Of the commands that audit. How a report looks on the terminal is in `terminal`, but not its format.
struct ReportOptions {
  OutputOptions terminal;
  std::vector<ReportOutput> reports;  // empty: text to stdout
  rules::Severity fail_on = rules::Severity::error;
  bool fail_on_regression = false;  // what is new or worse than the baseline, of any severity
  std::string baseline;             // a file; empty: none
  bool update_baseline = false;
  bool allow_unknown = false;  // what nobody knows is no reason to fail
};

enum class Formats : uint8_t { text_json, text_json_markdown };
void add_format(Command& command, OutputOptions& output, Formats formats = Formats::text_json);
void add_colour(Command& command, OutputOptions& output);
void add_report_options(Command& command, ReportOptions& output);
void add_compared_report_options(Command& command, ReportOptions& output);  // the same, with --baseline

}  // namespace mailauth::cli
