// `mailauth lint FILE...` and `mailauth lint --record KIND TEXT`

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/lint_files.h"
#include "cli/lint_text.h"
#include "cli/shared/configured.h"
#include "cli/usage_error.h"
#include "inputs/formats.h"
#include "records/kind.h"

namespace mailauth::cli::commands {

namespace {

// With --record `text` counts, which has the arguments, otherwise `files`.
struct LintOptions {
  LintTextOptions text;
  LintFilesOptions files;
  ReportOptions output;
  project::Choice config;
};

// "Z0123456789ABC=example.com"
void add_zone_name(const std::string& typed, inputs::ReadOptions& reading) {
  const std::size_t sign = typed.find('=');
  const auto name = sign == std::string::npos ? std::nullopt : dns::Name::parse(typed.substr(sign + 1));
  if (!name || sign == 0 || name->is_root())
    throw UsageError(fmt::format("--zone-name '{}' is not of the form Z0123456789ABC=example.com", typed));
  reading.zone_names.insert_or_assign(typed.substr(0, sign), *name);
}

void take_origin(const std::string& typed, inputs::ReadOptions& reading) {
  reading.origin = dns::Name::parse(typed);
  if (!reading.origin) throw UsageError(fmt::format("--origin '{}' is no domain name", typed));
}

void add_reading_options(Command& command, inputs::ReadOptions& reading) {
  Texts formats;
  for (const inputs::Format format : inputs::all_formats()) formats.emplace_back(to_string(format));
  add_one_of(command, {"--input-format", "FORMAT", "what the files are: zone, terraform ..."}, formats,
             [&reading](const std::string& word) { reading.format = inputs::parse_format(word); });
  add_texts(command, {"--origin", "ZONE", "of a zone file whose names do not say it"},
            [&reading](const Texts& typed) { take_origin(typed.back(), reading); });
  add_texts(command, {"--zone-name", "ID=ZONE", "of a zone that a file knows by its id; repeatable"},
            [&reading](const Texts& typed) {
              for (const std::string& text : typed) add_zone_name(text, reading);
            });
}

void add_files(Command& command, LintFilesOptions& files) {
  add_reading_options(command, files.reading);
  add_texts(command, {"--domain", "NAME", "judge only this domain of the files; repeatable"}, files.audit.domains);
  add_one_of(command, {"--against", "live", "live: show what publishing changes"}, {"live"},
             [&files](const std::string&) { files.against_live = true; });
  add_offline(command, files.audit);
  add_selectors(command, files.audit);
  add_mail_from(command, files.audit);
  add_messages(command, files.audit);
  add_sender_options(command, files.audit.sender);
  add_providers_file(command, files.audit.providers);
  add_resolver_options(command, files.audit);
  add_deadline(command, files.audit);
}

void declare(Command& command, LintOptions& lint) {
  add_arguments(command, "FILE", lint.text.text, "records, - is stdin; with --record the text");
  add_files(command, lint.files);
  const std::string kinds = fmt::format("text: {}; -: NDJSON", fmt::join(records::kind_words(), ", "));
  add_text(command, {"--record", "KIND", kinds}, lint.text.kind);
  add_text(command, {"--name", "NAME", "where that text stands: _dmarc.example.com"}, lint.text.name);
  add_config(command, lint.config);
  add_compared_report_options(command, lint.output);
  add_exit_codes_of_all(command);
}

// What is of a file does not go with --record.
void check_text_options(const LintOptions& options) {
  const LintFilesOptions& files = options.files;
  if (files.against_live || files.reading.format || files.reading.origin || !files.audit.domains.empty())
    throw UsageError("--record judges a text: leave out --against, --input-format, --origin and --domain");
  if (options.output.update_baseline) throw UsageError("--record judges a text: leave out --update-baseline");
}

ExitCode run(const LintOptions& options, const Context& context) {
  if (!options.text.kind.empty()) {
    check_text_options(options);
    return lint_text(options.text, options.output);
  }
  if (!options.text.name.empty()) throw UsageError("--name goes with --record");
  LintFilesOptions files = options.files;
  files.files = options.text.text;
  return lint_files(files, options.output, context.config.policy);
}

}  // namespace

Action lint(Command& command) { return action<LintOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
