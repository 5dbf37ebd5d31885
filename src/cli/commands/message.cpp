// `mailauth message FILE...`: what receivers make of messages.

#include <fmt/format.h>

#include <filesystem>

#include "cli/audit_output.h"
#include "cli/commands.h"
#include "cli/message_audits.h"
#include "cli/shared/configured.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "files/new_file.h"
#include "messages/redact.h"

namespace mailauth::cli::commands {

namespace {

struct MessageOptions {
  std::string redacted;  // a file; empty: not wanted
  MessageAuditOptions messages;
  ReportOptions output;
  project::Choice config;
};

void declare(Command& command, MessageOptions& message) {
  add_arguments(command, "FILE", message.messages.files, "messages, mboxes or folders of them; - is stdin");
  add_message_options(command, message.messages);
  add_text(command, {"--redact", "FILE", "write a copy to show: no content, of addresses the domain"},
           message.redacted);
  add_evidence_options(command, message.messages.audit);
  add_config(command, message.config);
  add_compared_report_options(command, message.output);
  add_exit_codes_of_all(command);
}

// Of one message: who shows several would have to look at each.
ExitCode redact(const MessageOptions& options) {
  if (options.redacted == "-") throw UsageError("--redact - would be a file of that name; /dev/stdout is stdout");
  if (std::filesystem::is_regular_file(options.redacted))
    throw UsageError(fmt::format("--redact: {} is there already", options.redacted));
  std::vector<std::string> copies;
  std::size_t count = 0;
  for_each_message(options.messages, [&](const facts::MessageFacts& message) {
    if (message.request.is_attached) return;  // it is in the copy of the other
    if (++count == 1) copies.push_back(messages::redacted(message.message()));
  });
  if (count == 0) throw UsageError("--redact: there is no message");
  if (count > 1) throw UsageError(fmt::format("--redact writes a copy of one message, and there are {}", count));
  files::write_file(options.redacted, copies.front());
  print_error(
      fmt::format("{} has the message without its content; signatures do not verify in it any more", options.redacted));
  return ExitCode::clean;
}

ExitCode run(const MessageOptions& options, const Context& context) {
  if (options.messages.files.empty()) throw UsageError("which message? mailauth message mail.eml");
  if (!options.redacted.empty()) return redact(options);
  AuditOutput output(options.output, context.config.policy);
  const bool is_whole = audit_messages(options.messages, [&output](audit::Audit& audit) { output.add(audit); });
  return is_whole ? output.end() : ExitCode::interrupted;
}

}  // namespace

Action message(Command& command) { return action<MessageOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
