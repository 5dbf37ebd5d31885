#include "cli/arguments/shared.h"

#include <fmt/format.h>

#include "cli/report_formats.h"

namespace mailauth::cli::arguments {

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

void add_format(Command& command, OutputOptions& output, Formats formats) {
  std::map<std::string, Format> words{{"text", Format::text}, {"json", Format::json}};
  if (formats == Formats::text_json_markdown) words["markdown"] = Format::markdown;
  const std::string help = formats == Formats::text_json_markdown ? "text, json or markdown" : "text or json";
  add_word(command, {"--format", "FORMAT", help}, output.format, words);
}

void add_colour(Command& command, OutputOptions& output) {
  add_word(command, {"--color", "WHEN", "auto (terminal, no NO_COLOR), always or never"}, output.colour,
           {{"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}});
}

namespace {

void add_output(Command& command, OutputOptions& output) {
  const Take take = [&output](const Texts& typed) { output.reports = parse_report_outputs(typed); };
  add_texts(command,
            {"--format", std::string(report_output_type), "text, sarif, junit and more (docs/ci.md); repeatable"},
            take);
  add_colour(command, output);
  add_flag(command, "-v,--verbose", output.verbose, "show in full what is only information");
}

void add_fail_on(Command& command, const std::string& help, const Texts& known, OutputOptions& output) {
  add_one_of(command, {"--fail-on", "SEVERITY", help}, known, [&output](const std::string& word) {
    output.fail_on_regression = word == "regression";
    output.fail_on = rules::parse_severity(word).value_or(rules::Severity::info);
  });
}

}  // namespace

void add_report_options(Command& command, OutputOptions& output) {
  add_output(command, output);
  add_fail_on(command, "exit with 1 from here on: error, warning or info", {"error", "info", "warning"}, output);
}

void add_compared_report_options(Command& command, OutputOptions& output) {
  add_output(command, output);
  add_fail_on(command, "exit with 1 from: error, warning, info, regression", {"error", "info", "regression", "warning"},
              output);
  add_flag(command, "--allow-unknown", output.allow_unknown, "exit with 0, not 3, when only answers are missing");
  add_text(command, {"--baseline", "FILE", "only what is not in this file fails"}, output.baseline);
  add_flag(command, "--update-baseline", output.update_baseline, "write what is found to --baseline");
}

void add_selectors(Command& command, AuditOptions& audit) {
  add_texts(command, {"--selector", "NAME", "a DKIM selector in use (s=); repeatable"}, audit.selectors);
}

void add_resolver_options(Command& command, AuditOptions& audit) {
  add_texts(command, {"--resolver", "HOST[:PORT]", "ask this one, not the system's; repeatable"},
            into(audit.resolver.servers));
  add_seconds(command, "--timeout", audit.resolver.timeout, "wait so long for the first try");
  add_count(command, "--tries", audit.resolver.tries, 20, "ask so often before a server is silent (3)");
}

void add_evidence_options(Command& command, AuditOptions& audit) {
  add_resolver_options(command, audit);
  add_seconds(command, "--deadline", audit.deadline, "wait so long for everything on a domain");
  add_texts(command, {"--zone", "FILE", "a zone file that counts first; repeatable"}, audit.zones);
  add_flag(command, "--offline", audit.offline, "ask nothing");
  add_text(command, {"--record", "FILE", "write all answers to this file"}, audit.record);
  add_text(command, {"--replay", "FILE", "audit from a file that --record wrote"}, audit.replay);
}

void add_providers_file(Command& command, Texts& files) {
  add_texts(command, {"--providers", "FILE", "more mail services (docs/providers.md)"}, files);
}

void add_audit_options(Command& command, AuditOptions& audit) {
  add_selectors(command, audit);
  add_text(command, {"--mail-from", "DOMAIN", "the MAIL FROM (return-path) domain in use"}, audit.mail_from);
  add_providers_file(command, audit.providers);
  add_evidence_options(command, audit);
}

void add_sender_options(Command& command, SenderOptions& sender) {
  add_text(command, {"--ip", "IP", "an address that sends for the domain"}, sender.ip);
  add_list(command, {"--expect", "ID,...", "mail services that must be set up"}, sender.expected);
  add_texts(command, {"--ses-token", "TOKEN", "a DKIM token of Amazon SES; three times"}, sender.ses_tokens);
  add_text(command, {"--ses-region", "REGION", "of Amazon SES, such as eu-west-1"}, sender.ses_region);
  add_list(command, {"--profile", "WHO,...", "of bulk senders: google, yahoo, microsoft"}, into(sender.profiles));
  add_text(command, {"--bad-keys", "FILE", "a list of keys that are known to be bad"}, sender.bad_keys);
}

void add_record_output(Command& command, RecordOutput& output) {
  add_word(command, {"--format", "FORMAT", "text, zone, route53 or terraform"}, output.format,
           {{"text", RecordFormat::text},
            {"zone", RecordFormat::zone},
            {"route53", RecordFormat::route53},
            {"terraform", RecordFormat::terraform}});
  add_colour(command, output.terminal);
}

}  // namespace mailauth::cli::arguments
