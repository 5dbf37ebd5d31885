#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"

namespace mailauth::cli::arguments {

namespace {

void add_spf_check(Command& spf, Model& model) {
  Command& command = add_command(spf, "check", "may this address send this mail?");
  SpfCheckOptions& check = model.parsed.spf_check;
  add_text(command, {"--ip", "IP", "the address that sends"}, check.ip, Need::required);
  add_text(command, {"--mail-from", "ADDRESS", "the MAIL FROM address; '' for a bounce"}, check.audit.mail_from);
  add_text(command, {"--helo", "NAME", "the name after HELO or EHLO"}, check.helo);
  add_evidence_options(command, check.audit);
  add_config(command, model.config);
  add_format(command, check.output);
  add_colour(command, check.output);
  add_exit_codes(command, {"pass", "any other result", "temperror: the DNS left something open"});
  model.choose(command, check);
}

void add_spf_tree(Command& spf, Model& model) {
  Command& command = add_command(spf, "tree", "what an SPF record includes, costs and permits");
  SpfTreeOptions& tree = model.parsed.spf_tree;
  add_at_most_one(command, "DOMAIN", tree.audit.domains, "the domain whose SPF to draw");
  add_evidence_options(command, tree.audit);
  add_config(command, model.config);
  add_word(command, {"--format", "FORMAT", "text, json, dot or mermaid"}, tree.format,
           {{"text", TreeFormat::text},
            {"json", TreeFormat::json},
            {"dot", TreeFormat::dot},
            {"mermaid", TreeFormat::mermaid}});
  add_colour(command, tree.terminal);
  add_exit_codes(command, {"receivers can use the record", "there is none, or it is a permerror",
                           "the DNS left open which of these it is"});
  model.choose(command, tree);
}

}  // namespace

void add_spf(Command& app, Model& model) {
  Command& spf = add_command(app, "spf", "evaluate SPF as a receiver does, or draw its tree");
  need_command(spf);
  add_spf_check(spf, model);
  add_spf_tree(spf, model);
}

}  // namespace mailauth::cli::arguments
