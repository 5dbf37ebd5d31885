#include "cli/shared/audit_options.h"

#include <fmt/format.h>

#include "cli/usage_error.h"

namespace mailauth::cli {

namespace {

Take into(std::vector<net::Server>& servers) {
  return [&servers](const Texts& typed) {
    servers.clear();
    for (const std::string& text : typed) {
      auto server = net::parse_server(text);
      if (const auto* error = std::get_if<std::string>(&server)) throw UsageError("--resolver: " + *error);
      servers.push_back(std::get<net::Server>(std::move(server)));
    }
  };
}

Take into(std::vector<facts::Profile>& profiles) {
  return [&profiles](const Texts& typed) {
    profiles.clear();
    for (const std::string& word : typed) {
      const auto profile = facts::parse_profile(word);
      if (!profile) throw UsageError(fmt::format("--profile '{}' is none of google, yahoo, microsoft", word));
      profiles.push_back(*profile);
    }
  };
}

}  // namespace

void add_profiles(Command& command, std::vector<facts::Profile>& profiles) {
  add_list(command, {"--profile", "WHO,...", "of bulk senders: google, yahoo, microsoft"}, into(profiles));
}

void add_selectors(Command& command, AuditOptions& audit) {
  add_texts(command, {"--selector", "NAME", "a DKIM selector in use (s=); repeatable"}, audit.selectors);
}

void add_mail_from(Command& command, AuditOptions& audit) {
  add_text(command, {"--mail-from", "DOMAIN", "the MAIL FROM (return-path) domain; '<>': bounces"}, audit.mail_from);
}

void add_messages(Command& command, AuditOptions& audit) {
  add_texts(command, {"--message", "FILE", "real mail: domain, selectors, MAIL FROM; repeatable"}, audit.messages);
}

bool is_null_sender(std::string_view mail_from) { return mail_from.empty() || mail_from == "<>"; }

void add_resolver_options(Command& command, AuditOptions& audit) {
  add_texts(command, {"--resolver", "HOST[:PORT]", "ask this one, not the system's; repeatable"},
            into(audit.resolver.servers));
  add_seconds(command, "--timeout", audit.resolver.timeout, "wait so long for the first try");
  add_count(command, "--tries", audit.resolver.tries, 20, "ask so often before a server is silent (3)");
}

void add_deadline(Command& command, AuditOptions& audit) {
  add_seconds(command, "--deadline", audit.deadline, "wait so long for everything on a domain");
}

void add_offline(Command& command, AuditOptions& audit) {
  add_flag(command, "--offline", audit.offline, "ask nothing");
}

void add_evidence_options(Command& command, AuditOptions& audit) {
  add_resolver_options(command, audit);
  add_deadline(command, audit);
  add_texts(command, {"--zone", "FILE", "a zone file that counts first; repeatable"}, audit.zones);
  add_offline(command, audit);
  add_text(command, {"--record", "FILE", "write all answers to this file"}, audit.record);
  add_text(command, {"--replay", "FILE", "audit from a file that --record wrote"}, audit.replay);
}

void add_providers_file(Command& command, Texts& files) {
  add_texts(command, {"--providers", "FILE", "more mail services (docs/providers.md)"}, files);
}

void add_audit_options(Command& command, AuditOptions& audit) {
  add_selectors(command, audit);
  add_mail_from(command, audit);
  add_messages(command, audit);
  add_providers_file(command, audit.providers);
  add_evidence_options(command, audit);
  add_sender_options(command, audit.sender);
  add_text(command, {"--history", "FILE", "of sweeps: since when things are as they are"}, audit.history);
}

void add_sender_options(Command& command, SenderOptions& sender) {
  add_text(command, {"--ip", "IP", "an address that sends for the domain"}, sender.ip);
  add_list(command, {"--expect", "ID,...", "mail services that must be set up"}, sender.expected);
  add_texts(command, {"--ses-token", "TOKEN", "a DKIM token of Amazon SES; three times"}, sender.ses_tokens);
  add_text(command, {"--ses-region", "REGION", "of Amazon SES, such as eu-west-1"}, sender.ses_region);
  add_profiles(command, sender.profiles);
  add_text(command, {"--bad-keys", "FILE", "a list of keys that are known to be bad"}, sender.bad_keys);
}

}  // namespace mailauth::cli
