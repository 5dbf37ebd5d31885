#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"
#include "cli/exit_code.h"

namespace mailauth::cli::arguments {

void add_lint(Command& app, Model& model) {
  Command& command = add_command(app, "lint", "judge one record as text, without the DNS");
  LintOptions& lint = model.parsed.lint;
  add_text(command, {"--record", "KIND", "spf, dkim or dmarc; - reads NDJSON from stdin"}, lint.kind, Need::required);
  add_arguments(command, "TEXT", lint.text, "the record; several: the strings of one TXT");
  add_text(command, {"--name", "NAME", "where it stands, such as _dmarc.example.com"}, lint.name);
  add_config(command, model.config);
  add_report_options(command, lint.output);
  add_exit_codes(command, {exit_codes[0].text, exit_codes[1].text, ""});
  model.choose(command, lint);
}

}  // namespace mailauth::cli::arguments
