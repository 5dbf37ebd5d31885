// `mailauth spf DOMAIN`, in full `mailauth spf tree DOMAIN`: what an SPF record includes, costs and permits.

#include "facts/spf_tree.h"
#include "cli/audits.h"
#include "cli/commands.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "report/spf.h"
#include "text/edit_distance.h"

namespace mailauth::cli::commands {

namespace {

enum class TreeFormat : uint8_t { text, json, dot, mermaid };

struct SpfTreeOptions {
  AuditOptions audit;  // of it: one domain, and where the evidence comes from
  TreeFormat format = TreeFormat::text;
  OutputOptions terminal;  // for text: its colour
  project::Choice config;
};

void declare(Command& command, SpfTreeOptions& tree) {
  add_at_most_one(command, "DOMAIN", tree.audit.domains, "the domain whose SPF to draw");
  add_evidence_options(command, tree.audit);
  add_config(command, tree.config);
  add_word(command, {"--format", "FORMAT", "text, json, dot or mermaid"}, tree.format,
           {{"text", TreeFormat::text},
            {"json", TreeFormat::json},
            {"dot", TreeFormat::dot},
            {"mermaid", TreeFormat::mermaid}});
  add_colour(command, tree.terminal);
  add_exit_codes(command, {"receivers can use the record", "there is none, or it is a permerror",
                           "the DNS left open which of these it is"});
}

using report::SpfTreeVerdict;

ExitCode exit_code_of(SpfTreeVerdict verdict) {
  switch (verdict) {
    case SpfTreeVerdict::usable: return ExitCode::clean;
    case SpfTreeVerdict::none:
    case SpfTreeVerdict::permerror: return ExitCode::findings;
    case SpfTreeVerdict::unknown: return ExitCode::unanswered;
  }
  return ExitCode::findings;
}

std::string drawn(const facts::SpfNode& root, const dns::Cost& cost, const SpfTreeOptions& options) {
  switch (options.format) {
    case TreeFormat::text: return report::spf_tree_text(root, cost, text_style(options.terminal));
    case TreeFormat::json: return report::spf_tree_json(root);
    case TreeFormat::dot: return report::spf_tree_dot(root);
    case TreeFormat::mermaid: return report::spf_tree_mermaid(root);
  }
  return {};
}

ExitCode run(const SpfTreeOptions& options) {
  if (options.audit.domains.empty()) throw UsageError("which domain? mailauth spf example.com");
  const dns::Name domain = domain_of(options.audit.domains.front(), "");
  auto evidence =
      evidence_of(options.audit, domain.text(), [&](dns::Evidence& known) { facts::spf_tree(domain, known); });
  if (!evidence) return ExitCode::interrupted;
  const facts::SpfNode root = facts::spf_tree(domain, *evidence);
  print(drawn(root, evidence->cost, options));
  return exit_code_of(report::spf_tree_verdict(root));
}

void declare_spf(Command& command, SpfTreeOptions& tree) {
  take_command(command);
  declare(command, tree);
}

// A word without a dot that is nearly one of the commands is no domain: "chek".
ExitCode run_spf(const SpfTreeOptions& options, const Context& context) {
  const Texts names = commands_below(*command_below(context.program, "spf"));
  const Commands commands{"mailauth spf", {names.begin(), names.end()}};
  if (!options.audit.domains.empty() && text::nearest(options.audit.domains.front(), commands.names, 2))
    throw UsageError(which_command(commands, options.audit.domains.front()));
  return run(options);
}

}  // namespace

Action spf(Command& command) { return action<SpfTreeOptions>(command, declare_spf, run_spf); }

Action spf_tree(Command& command) { return action<SpfTreeOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
