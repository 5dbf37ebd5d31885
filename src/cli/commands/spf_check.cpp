// `mailauth spf check`: SPF for one message.

#include <fmt/format.h>

#include "cli/audits.h"
#include "cli/commands.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "report/spf.h"

namespace mailauth::cli::commands {

namespace {

struct SpfCheckOptions {
  AuditOptions audit;  // of it: --mail-from, here an address, and where the evidence comes from
  std::string ip, helo;
  std::string from;  // as typed; empty: not given
  OutputOptions output;
  project::Choice config;
};

void declare(Command& command, SpfCheckOptions& check) {
  add_text(command, {"--ip", "IP", "the address that sends"}, check.ip, Need::required);
  add_text(command, {"--mail-from", "ADDRESS", "the MAIL FROM address; '<>' for a bounce"}, check.audit.mail_from);
  add_text(command, {"--helo", "NAME", "the name after HELO or EHLO"}, check.helo);
  add_text(command, {"--from", "DOMAIN", "the domain in From: what DMARC makes of this SPF"}, check.from);
  add_evidence_options(command, check.audit);
  add_config(command, check.config);
  add_format(command, check.output);
  add_colour(command, check.output);
  add_exit_codes(command, {"pass", "any other result", "temperror: the DNS left something open"});
}

// "<news@example.com>", as it stands in MAIL FROM:<...>.
std::string without_brackets(std::string mail_from) {
  if (mail_from.starts_with('<') && mail_from.ends_with('>')) mail_from = mail_from.substr(1, mail_from.size() - 2);
  return mail_from;
}

facts::SpfClient client_of(const SpfCheckOptions& options) {
  const auto ip = text::parse_ip(options.ip);
  if (!ip) throw UsageError(fmt::format("--ip '{}' is no IP address", options.ip));
  const std::string mail_from = without_brackets(options.audit.mail_from.value_or(""));
  if (mail_from.empty() && options.helo.empty())
    throw UsageError("who sends? give --mail-from or --helo: of a bounce the HELO name is checked");
  return facts::spf_client(*ip, mail_from, options.helo);
}

ExitCode exit_code_of(facts::SpfResult result) {
  switch (result) {
    case facts::SpfResult::pass: return ExitCode::clean;
    case facts::SpfResult::temperror: return ExitCode::unanswered;
    case facts::SpfResult::fail:
    case facts::SpfResult::softfail:
    case facts::SpfResult::neutral:
    case facts::SpfResult::none:
    case facts::SpfResult::permerror: return ExitCode::findings;
  }
  return ExitCode::findings;
}

// "example.com"; of "news@example.com" the domain counts.
std::optional<dns::Name> from_of(const SpfCheckOptions& options) {
  if (options.from.empty()) return std::nullopt;
  return domain_of(options.from.substr(options.from.rfind('@') + 1), "--from ");
}

struct Checked {
  facts::SpfCheck spf;
  std::optional<facts::SpfForDmarc> dmarc;
};

Checked check_all(const facts::SpfClient& client, const std::optional<dns::Name>& from, dns::Evidence& evidence) {
  Checked checked{facts::check_host(client, evidence), std::nullopt};
  if (from) checked.dmarc = facts::spf_for_dmarc(*from, client, checked.spf, evidence);
  return checked;
}

ExitCode run(const SpfCheckOptions& options) {
  const facts::SpfClient client = client_of(options);
  const std::optional<dns::Name> from = from_of(options);
  auto evidence =
      evidence_of(options.audit, client.domain, [&](dns::Evidence& known) { check_all(client, from, known); });
  if (!evidence) return ExitCode::interrupted;
  const auto [check, dmarc] = check_all(client, from, *evidence);
  print(options.output.format == Format::json
            ? report::spf_check_json(client, check, dmarc)
            : report::spf_check_text(client, check, dmarc, evidence->cost, text_style(options.output)));
  return exit_code_of(check.result);
}

}  // namespace

Action spf_check(Command& command) { return action<SpfCheckOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
