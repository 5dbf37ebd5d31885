// `mailauth spf check`: SPF for one message.

#include <fmt/format.h>

#include "cli/audits.h"
#include "cli/terminal.h"
#include "report/spf.h"

namespace mailauth::cli {

namespace {

facts::SpfClient client_of(const SpfCheckOptions& options) {
  const auto ip = text::parse_ip(options.ip);
  if (!ip) throw UsageError(fmt::format("--ip '{}' is no IP address", options.ip));
  if (options.audit.mail_from.empty() && options.helo.empty())
    throw UsageError("who sends? give --mail-from or --helo; one of them may be empty");
  return facts::spf_client(*ip, options.audit.mail_from, options.helo);
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

}  // namespace

ExitCode run(const SpfCheckOptions& options) {
  const facts::SpfClient client = client_of(options);
  auto evidence =
      evidence_of(options.audit, client.domain, [&](dns::Evidence& known) { facts::check_host(client, known); });
  if (!evidence) return ExitCode::interrupted;
  const facts::SpfCheck check = facts::check_host(client, *evidence);
  print(options.output.format == Format::json
            ? report::spf_check_json(client, check)
            : report::spf_check_text(client, check, evidence->cost, text_style(options.output)));
  return exit_code_of(check.result);
}

}  // namespace mailauth::cli
