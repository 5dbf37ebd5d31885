#include <fmt/format.h>

#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"
#include "cli/exit_code.h"
#include "inputs/formats.h"

namespace mailauth::cli::arguments {

namespace {

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

void add_files(Command& command, LintFilesOptions& lint) {
  add_reading_options(command, lint.reading);
  add_texts(command, {"--domain", "NAME", "judge only this domain of the files; repeatable"}, lint.audit.domains);
  add_one_of(command, {"--against", "live", "live: show what publishing changes"}, {"live"},
             [&lint](const std::string&) { lint.against_live = true; });
  add_flag(command, "--offline", lint.audit.offline, "ask nothing");
  add_selectors(command, lint.audit);
  add_text(command, {"--mail-from", "DOMAIN", "the MAIL FROM (return-path) domain in use"}, lint.audit.mail_from);
  add_sender_options(command, lint.audit.sender);
  add_providers_file(command, lint.audit.providers);
  add_resolver_options(command, lint.audit);
  add_seconds(command, "--deadline", lint.audit.deadline, "wait so long for everything on a domain");
}

// What is not of a file does not go with --record.
Options chosen(const Parsed& parsed) {
  LintOptions lint = parsed.lint;
  LintFilesOptions lint_files = parsed.lint_files;
  if (lint.kind.empty()) {
    if (!lint.name.empty()) throw UsageError("--name goes with --record");
    lint_files.files = lint.text;
    return lint_files;
  }
  const AuditOptions& audit = lint_files.audit;
  if (lint_files.against_live || lint_files.reading.format || lint_files.reading.origin || !audit.domains.empty())
    throw UsageError("--record judges a text: leave out --against, --input-format, --origin and --domain");
  if (lint_files.output.update_baseline) throw UsageError("--record judges a text: leave out --update-baseline");
  lint.output = lint_files.output;
  lint.output.baseline.clear();
  lint.output.fail_on_regression = false;
  return lint;
}

}  // namespace

void add_lint(Command& app, Model& model) {
  Command& command = add_command(app, "lint", "judge records before they are published");
  Parsed& parsed = model.parsed;
  add_arguments(command, "FILE", parsed.lint.text, "records, - is stdin; with --record the text");
  add_files(command, parsed.lint_files);
  add_text(command, {"--record", "KIND", "judge a text: spf, dkim, dmarc; -: NDJSON"}, parsed.lint.kind);
  add_text(command, {"--name", "NAME", "where that text stands: _dmarc.example.com"}, parsed.lint.name);
  add_config(command, model.config);
  add_compared_report_options(command, parsed.lint_files.output);
  add_exit_codes_of_all(command);
  model.choices.push_back({&command, [&parsed] { return chosen(parsed); }});
}

}  // namespace mailauth::cli::arguments
