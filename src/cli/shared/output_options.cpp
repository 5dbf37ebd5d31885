#include "cli/shared/output_options.h"

namespace mailauth::cli {

void add_format(Command& command, OutputOptions& output, Formats formats) {
  std::map<std::string, Format> words{{"text", Format::text}, {"json", Format::json}};
  if (formats == Formats::text_json_markdown) words["markdown"] = Format::markdown;
  const std::string help = formats == Formats::text_json_markdown ? "text, json or markdown" : "text or json";
  add_word(command, {"--format", "FORMAT", help}, output.format, words);
}

void add_colour(Command& command, OutputOptions& output) {
  add_word(command, {"--color", "WHEN", "auto (terminal, no NO_COLOR), always or never"}, output.colour,
           {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}});
}

namespace {

void add_reports(Command& command, ReportOptions& output) {
  const Take take = [&output](const Texts& typed) { output.reports = parse_report_outputs(typed); };
  add_texts(command,
            {"--format", std::string(report_output_type), "text, sarif, junit and more (docs/ci.md); repeatable"},
            take);
  add_colour(command, output.terminal);
  add_flag(command, "-v,--verbose", output.terminal.verbose, "show in full what is only information");
}

void add_fail_on(Command& command, const std::string& help, const Texts& known, ReportOptions& output) {
  add_one_of(command, {"--fail-on", "SEVERITY", help}, known, [&output](const std::string& word) {
    output.fail_on_regression = word == "regression";
    output.fail_on = rules::parse_severity(word).value_or(rules::Severity::info);
  });
}

}  // namespace

void add_report_options(Command& command, ReportOptions& output) {
  add_reports(command, output);
  add_fail_on(command, "exit with 1 from here on: error, warning or info", {"error", "info", "warning"}, output);
}

void add_compared_report_options(Command& command, ReportOptions& output) {
  add_reports(command, output);
  add_fail_on(command, "exit with 1 from: error, warning, info, regression", {"error", "info", "regression", "warning"},
              output);
  add_flag(command, "--allow-unknown", output.allow_unknown, "exit with 0, not 3, when only answers are missing");
  add_text(command, {"--baseline", "FILE", "only what is not in this file fails"}, output.baseline);
  add_flag(command, "--update-baseline", output.update_baseline, "write what is found to --baseline");
}

}  // namespace mailauth::cli
