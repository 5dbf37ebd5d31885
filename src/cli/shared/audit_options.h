#pragma once
// Which domains to audit, and where the evidence comes from: options of several commands.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/shared/declare.h"
#include "facts/request.h"
#include "net/resolver.h"

namespace mailauth::cli {

// What the user knows about those who send for the domain. As typed; empty: not given.
struct SenderOptions {
  std::string ip;
  std::vector<std::string> expected;  // ids of mail services
  std::vector<std::string> ses_tokens;
  std::string ses_region;
  std::vector<facts::Profile> profiles;
  std::string bad_keys;  // a file
};

struct AuditOptions {
  std::vector<std::string> domains;  // as typed
  std::vector<std::string> selectors;
  std::optional<std::string> mail_from;  // as typed
  SenderOptions sender;
  std::vector<std::string> providers;  // files
  net::ResolverOptions resolver;
  std::chrono::milliseconds deadline{20000};
  std::vector<std::string> zones;  // files
  bool offline = false;
  std::string record;  // files; empty: not wanted
  std::string replay;
  std::vector<std::string> messages;  // files with mail from the domains
  std::string history;                // of sweeps, that knows since when the domains are as they are
};

void add_selectors(Command& command, AuditOptions& audit);
void add_mail_from(Command& command, AuditOptions& audit);
void add_messages(Command& command, AuditOptions& audit);
// "" and "<>": a bounce has no MAIL FROM (RFC 5321 4.5.5).
bool is_null_sender(std::string_view mail_from);
void add_resolver_options(Command& command, AuditOptions& audit);
void add_deadline(Command& command, AuditOptions& audit);
void add_offline(Command& command, AuditOptions& audit);
// Where the evidence comes from.
void add_evidence_options(Command& command, AuditOptions& audit);
void add_providers_file(Command& command, Texts& files);
// All that decides what is known of a domain, and what is expected: the same for check and fix.
void add_audit_options(Command& command, AuditOptions& audit);
void add_profiles(Command& command, std::vector<facts::Profile>& profiles);
// What the user knows about those who send.
void add_sender_options(Command& command, SenderOptions& sender);

}  // namespace mailauth::cli
