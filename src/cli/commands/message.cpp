// `mailauth message FILE...`: what receivers make of messages.

#include <fmt/format.h>

#include "cli/audit_output.h"
#include "cli/commands.h"
#include "cli/message_audits.h"
#include "cli/shared/configured.h"
#include "cli/usage_error.h"

namespace mailauth::cli::commands {

namespace {

struct MessageOptions {
  MessageAuditOptions messages;
  ReportOptions output;
  project::Choice config;
};

void declare(Command& command, MessageOptions& message) {
  add_arguments(command, "FILE", message.messages.files, "messages, mboxes or folders of them; - is stdin");
  add_message_options(command, message.messages);
  add_evidence_options(command, message.messages.audit);
  add_config(command, message.config);
  add_compared_report_options(command, message.output);
  add_exit_codes_of_all(command);
}

ExitCode run(const MessageOptions& options, const Context& context) {
  if (options.messages.files.empty()) throw UsageError("which message? mailauth message mail.eml");
  AuditOutput output(options.output, context.config.policy);
  const bool is_whole = audit_messages(options.messages, [&output](audit::Audit& audit) { output.add(audit); });
  return is_whole ? output.end() : ExitCode::interrupted;
}

}  // namespace

Action message(Command& command) { return action<MessageOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
