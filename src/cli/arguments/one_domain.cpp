// check, fix, setup, spf, lint, demo

#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"

namespace mailauth::cli::arguments {

namespace {

void add_check(Command& app, Model& model) {
  Command& command = add_command(app, "check", "audit the mail authentication of domains");
  CheckOptions& check = model.parsed.check;
  add_arguments(command, "DOMAIN", check.audit.domains, "the domains to audit");
  add_audit_options(command, check.audit);
  add_sender_options(command, check.audit.sender);
  add_text(command, {"--history", "FILE", "of sweeps: since when things are as they are"}, check.audit.history);
  add_config(command, model.config);
  add_compared_report_options(command, check.output);
  add_exit_codes_of_all(command);
  model.choose(command, check);
}

void add_fix(Command& app, Model& model) {
  Command& command = add_command(app, "fix", "print only the records to publish, in a safe order");
  FixOptions& fix = model.parsed.fix;
  add_at_most_one(command, "DOMAIN", fix.audit.domains, "the domain to repair");
  add_texts(command, {"--only", "RULE", "only what this rule asks for; repeatable"}, fix.only);
  add_audit_options(command, fix.audit);
  add_config(command, model.config);
  add_record_output(command, fix.output);
  add_exit_codes(command, {"nothing has to be published", "something has to be published",
                           "nothing is known to be wrong, but the DNS left something open"});
  model.choose(command, fix);
}

void add_setup(Command& app, Model& model) {
  Command& command = add_command(app, "setup", "print all records that a mail service needs");
  SetupOptions& setup = model.parsed.setup;
  add_argument(command, "SERVICE", setup.service, "such as amazon-ses", Need::required);
  add_argument(command, "DOMAIN", setup.domain, "the domain that sends with it", Need::required);
  add_text(command, {"--region", "REGION", "of Amazon SES, such as eu-west-1"}, setup.region);
  add_texts(command, {"--token", "TOKEN", "a DKIM token of Amazon SES; three times"}, setup.tokens);
  add_text(command, {"--mail-from", "SUBDOMAIN", "the subdomain that takes bounces (mail)"}, setup.mail_from);
  add_flag(command, "--all", setup.all, "as zone, route53, terraform: also what is right");
  add_providers_file(command, setup.audit.providers);
  add_evidence_options(command, setup.audit);
  add_config(command, model.config);
  add_record_output(command, setup.output);
  model.choose(command, setup);
}

void add_demo(Command& app, Model& model) {
  Command& command = add_command(app, "demo", "audit a built-in example, without the network");
  add_report_options(command, model.parsed.demo.output);
  model.choose(command, model.parsed.demo);
}

}  // namespace

void add_one_domain(Command& app, Model& model) {
  add_check(app, model);
  add_fix(app, model);
  add_setup(app, model);
  add_spf(app, model);
  add_lint(app, model);
  add_demo(app, model);
}

}  // namespace mailauth::cli::arguments
