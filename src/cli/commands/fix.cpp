// `mailauth fix DOMAIN`: only the records to publish.

#include <fmt/format.h>

#include <algorithm>

#include "cli/audits.h"
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/shared/record_output.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "project/rule_named.h"
#include "text/ascii.h"

namespace mailauth::cli::commands {

namespace {

struct FixOptions {
  AuditOptions audit;
  std::vector<std::string> only;  // ids of rules; empty: all
  RecordOutput output;
  project::Choice config;
};

void declare(Command& command, FixOptions& fix) {
  add_at_most_one(command, "DOMAIN", fix.audit.domains, "the domain to repair");
  add_texts(command, {"--only", "RULE", "only what this rule asks for; repeatable"}, fix.only);
  add_audit_options(command, fix.audit);
  add_config(command, fix.config);
  add_record_output(command, fix.output);
  add_record_exit_codes(command);
}

std::vector<const rules::Rule*> rules_named(const std::vector<std::string>& ids) {
  std::vector<const rules::Rule*> named;
  for (const std::string& id : ids) named.push_back(&project::rule_named(id));
  return named;
}

std::vector<rules::Finding> wanted(const std::vector<rules::Finding>& findings,
                                   const std::vector<const rules::Rule*>& only) {
  std::vector<rules::Finding> rest;
  for (const rules::Finding& finding : findings)
    if (only.empty() || std::find(only.begin(), only.end(), finding.rule) != only.end()) rest.push_back(finding);
  return rest;
}

bool needs_a_person(const rules::Finding& finding) {
  return !finding.fix && finding.severity != rules::Severity::info &&
         finding.certainty != rules::Certainty::indeterminate;
}

// On stderr, so that what is on stdout stays nothing but records.
void say_what_is_left(const std::vector<rules::Finding>& findings, const std::string& domain) {
  const auto left = rules::count_if(findings, needs_a_person);
  if (left > 0)
    print_error(fmt::format("{} {} without a record of {} own: see mailauth check {}", left,
                            left == 1 ? "finding" : "findings", left == 1 ? "its" : "their", domain));
}

// Not in a zone of the domain's owner, who can only ask for them.
void leave_out_what_is_of_others(const facts::Facts& facts, std::vector<repair::RecordSet>& sets) {
  const dns::Name& organization = facts.dmarc.discovery.suffix_list.organizational_domain;
  std::erase_if(sets, [&](const repair::RecordSet& set) {
    if (set.owner.is_within(organization)) return false;
    for (const dns::Data& data : set.added())
      print_error(fmt::format("to be published by others: {} {}", dns::to_string(dns::Question{set.owner, set.type}),
                              text::escape_bytes(dns::to_zone_text(data))));
    return true;
  });
}

ExitCode run(const FixOptions& options, const Context& context) {
  const auto only = rules_named(options.only);
  if (options.audit.domains.empty() && options.audit.replay.empty())
    throw UsageError("which domain? mailauth fix example.com");
  auto audits = audits_of(options.audit);
  if (!audits) return ExitCode::interrupted;
  if (audits->size() != 1)
    throw UsageError(fmt::format("{} holds {} domains: say which one", options.audit.replay, audits->size()));

  audit::Audit& audit = audits->front();
  apply(context.config.policy, audit, today());
  const auto findings = wanted(audit.findings, only);
  auto sets = repair::publication(findings, audit.evidence);
  leave_out_what_is_of_others(audit.facts, sets);
  const bool is_all_known = keep_what_is_known(sets, options.audit.offline);
  say_what_is_left(findings, audit.request.domain.text());
  if (audit.repairs_untried > 0)
    print_error(fmt::format("no repair was worked out for {} of the findings: there is too much of what is published",
                            audit.repairs_untried));
  if (sets.empty()) return is_all_known && audit.facts.unanswered.empty() ? ExitCode::clean : ExitCode::unanswered;
  print_records(sets, options.output);
  return ExitCode::findings;
}

}  // namespace

Action fix(Command& command) { return action<FixOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
