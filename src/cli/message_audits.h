#pragma once
// Messages in files, and what the DNS says of them: over the live DNS, zone files or a recording.

#include <functional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "cli/shared/audit_options.h"

namespace mailauth::cli {

struct MessageAuditOptions {
  Texts files;
  AuditOptions audit;  // of it: where the evidence comes from
  std::string ip;      // as typed; empty: not given
  std::optional<std::string> mail_from, helo;
  std::optional<uint64_t> now;  // seconds since 1970
  Texts trusted;
  bool unsent = false;
  std::vector<facts::Profile> profiles;
};

void add_message_options(Command& command, MessageAuditOptions& messages);

// One after the other, in the order of the files and folders, with those in mboxes and those that are attached to
// others. Throws UsageError.
void for_each_message(const MessageAuditOptions& options, const std::function<void(facts::MessageFacts)>& take);

// The same, judged; none is kept. False when Ctrl-C came first; it has been said then.
// Throws UsageError.
bool audit_messages(const MessageAuditOptions& options, const std::function<void(audit::Audit&)>& take);

}  // namespace mailauth::cli
