// `mailauth setup SERVICE DOMAIN`: all records that a mail service needs, beside what is there already.

#include "repair/setup.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/audits.h"
#include "cli/commands.h"
#include "cli/service_named.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/shared/record_output.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "facts/service_records.h"
#include "facts/services.h"
#include "records/kind.h"
#include "report/publication.h"

namespace mailauth::cli::commands {

namespace {

struct SetupOptions {
  std::string service;  // "amazon-ses"
  std::string domain;   // as typed
  std::string region;
  std::vector<std::string> tokens;
  std::string mail_from = "mail";  // a subdomain: a label, or the whole name
  bool all = false;                // also what is right already
  AuditOptions audit;              // of it: where the evidence comes from, and --providers
  RecordOutput output;
  project::Choice config;
};

void declare(Command& command, SetupOptions& setup) {
  add_argument(command, "SERVICE", setup.service, "such as amazon-ses", Need::required);
  add_argument(command, "DOMAIN", setup.domain, "the domain that sends with it", Need::required);
  add_text(command, {"--region", "REGION", "of Amazon SES, such as eu-west-1"}, setup.region);
  add_texts(command, {"--token", "TOKEN", "a DKIM token of Amazon SES; three times"}, setup.tokens);
  add_text(command, {"--mail-from", "SUBDOMAIN", "the subdomain that takes bounces (mail)"}, setup.mail_from);
  add_flag(command, "--all", setup.all, "as zone, route53, terraform: also what is right");
  add_providers_file(command, setup.audit.providers);
  add_evidence_options(command, setup.audit);
  add_config(command, setup.config);
  add_record_output(command, setup.output);
  add_record_exit_codes(command);
}

using facts::Service;

constexpr std::size_t ses_tokens = 3;

// What is known of a service whose records depend on the account.
std::string advice(const Service& service) {
  std::string text = fmt::format("the records for {} depend on the account: copy them from its console", service.name);
  if (!service.selectors.empty()) text += fmt::format("; DKIM selectors: {}", fmt::join(service.selectors, ", "));
  const bool has_include = !service.includes.empty() && !service.includes.front().starts_with('.');
  if (has_include && service.spf_scope == Service::SpfScope::apex)
    text += fmt::format("; SPF of the domain: include:{}", service.includes.front());
  return text;
}

dns::Name mail_from_of(const std::string& typed, const dns::Name& domain) {
  if (is_null_sender(typed))
    throw UsageError(fmt::format("--mail-from '{}' is the MAIL FROM of bounces: setup wants the subdomain that takes "
                                 "them, such as mail",
                                 typed));
  const bool is_whole_name = typed.find('.') != std::string::npos;
  dns::Name name =
      is_whole_name ? domain_of(typed, "--mail-from ") : domain_of(typed + "." + domain.text(), "--mail-from ");
  if (name == domain || !name.is_within(domain))
    throw UsageError(fmt::format("--mail-from '{}' is no subdomain of {}: SES wants one", typed, domain.text()));
  return name;
}

repair::SesIdentity identity(const SetupOptions& options) {
  namespace ses = facts::amazon_ses;
  if (!ses::is_region(options.region))
    throw UsageError(options.region.empty() ? std::string("--region is needed, such as eu-west-1")
                                            : fmt::format("--region '{}' is none, such as eu-west-1", options.region));
  for (const std::string& token : options.tokens)
    if (!ses::is_token(token))
      throw UsageError(fmt::format("--token '{}' is none: SES gives 32 characters of a-z and 2-7", token));
  const dns::Name domain = domain_of(options.domain, "");
  const std::set<std::string> different(options.tokens.begin(), options.tokens.end());
  if (options.tokens.size() != ses_tokens || different.size() != ses_tokens)
    throw UsageError(fmt::format("--token is needed {} times, each another one: SES shows them under Identities, {}, "
                                 "DKIM",
                                 ses_tokens, domain.text()));
  if (!domain.child(records::labels_of(records::RecordKind::dkim, options.tokens.front())))
    throw UsageError(fmt::format("{} is too long a name for DKIM tokens below it", domain.text()));
  return {domain, options.region, options.tokens, mail_from_of(options.mail_from, domain)};
}

std::vector<repair::RecordSet> wanted_sets(const Service& service, const SetupOptions& options) {
  if (service.id == "amazon-ses") return repair::amazon_ses_setup(identity(options));
  auto sets = repair::service_setup(service, domain_of(options.domain, ""));
  if (sets.empty()) throw UsageError(advice(service));
  return sets;
}

// On stderr, so that what is on stdout stays nothing but records.
void say_what_depends_on_the_account(const Service& service) {
  std::vector<std::string> names;
  for (const facts::ServiceRecord& record : service.records)
    if (facts::depends_on_account(record) && (names.empty() || names.back() != record.name))
      names.push_back(record.name.empty() ? "the domain itself" : record.name);
  if (!names.empty() && service.id != "amazon-ses")
    print_error(fmt::format("copy from the console of {}: {}", service.name, fmt::join(names, ", ")));
}

// In the order of the plan; of what is right nothing goes away.
std::vector<repair::RecordSet> to_print(const std::vector<repair::PlannedSet>& planned, bool all) {
  std::vector<repair::RecordSet> sets;
  for (const repair::PlannedSet& each : planned)
    if (all || each.standing != repair::Standing::right) {
      sets.push_back(each.set);
      if (each.standing == repair::Standing::right) sets.back().before.clear();
    }
  return sets;
}

// As fix says it.
ExitCode exit_code_of(const std::vector<repair::PlannedSet>& planned, bool offline) {
  const auto any = [&](repair::Standing standing) {
    return std::ranges::find(planned, standing, &repair::PlannedSet::standing) != planned.end();
  };
  const bool is_unknown = any(repair::Standing::unknown);
  if (any(repair::Standing::missing) || any(repair::Standing::differs) || (offline && is_unknown))
    return ExitCode::findings;
  return is_unknown ? ExitCode::unanswered : ExitCode::clean;
}

bool asks_nothing(const AuditOptions& audit) { return audit.offline && audit.zones.empty() && audit.replay.empty(); }

ExitCode run(const SetupOptions& options) {
  add_services_of(options.audit.providers);
  const Service& service = service_named(options.service);
  auto wanted = wanted_sets(service, options);
  say_what_depends_on_the_account(service);
  if (asks_nothing(options.audit)) {
    for (repair::RecordSet& set : wanted) set.is_known = false;
    print_records(wanted, options.output);
    return ExitCode::findings;
  }
  std::vector<repair::PlannedSet> planned;
  const Pass pass = [&](dns::Evidence& evidence) { planned = repair::compare(wanted, evidence); };
  if (!evidence_of(options.audit, domain_of(options.domain, "").text(), pass)) return ExitCode::interrupted;
  auto sets = to_print(planned, options.all);
  keep_what_is_known(sets, options.audit.offline);
  if (options.output.format == RecordFormat::text)
    print(report::setup_text(planned, text_style(options.output.terminal), options.audit.offline));
  else if (!sets.empty())
    print_records(sets, options.output);
  return exit_code_of(planned, options.audit.offline);
}

}  // namespace

Action setup(Command& command) { return action<SetupOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
