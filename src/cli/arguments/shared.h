#pragma once
// Options that several commands have.

#include "cli/arguments/command.h"
#include "cli/options.h"

namespace mailauth::cli::arguments {

enum class Formats : uint8_t { text_json, text_json_markdown };
void add_format(Command& command, OutputOptions& output, Formats formats = Formats::text_json);
void add_colour(Command& command, OutputOptions& output);
void add_report_options(Command& command, OutputOptions& output);
void add_compared_report_options(Command& command, OutputOptions& output);  // the same, with --baseline

void add_selectors(Command& command, AuditOptions& audit);
void add_resolver_options(Command& command, AuditOptions& audit);
// Where the evidence comes from.
void add_evidence_options(Command& command, AuditOptions& audit);
void add_providers_file(Command& command, Texts& files);
void add_audit_options(Command& command, AuditOptions& audit);
// What the user knows about those who send.
void add_sender_options(Command& command, SenderOptions& sender);
void add_record_output(Command& command, RecordOutput& output);

}  // namespace mailauth::cli::arguments
