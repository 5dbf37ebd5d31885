// `mailauth spf tree DOMAIN`: what an SPF record includes, costs and permits.

#include "facts/spf_tree.h"
#include "cli/audits.h"
#include "cli/terminal.h"
#include "report/spf.h"

namespace mailauth::cli {

namespace {

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

}  // namespace

ExitCode run(const SpfTreeOptions& options) {
  if (options.audit.domains.empty()) throw UsageError("which domain? mailauth spf tree example.com");
  const dns::Name domain = domain_of(options.audit.domains.front(), "");
  auto evidence =
      evidence_of(options.audit, domain.text(), [&](dns::Evidence& known) { facts::spf_tree(domain, known); });
  if (!evidence) return ExitCode::interrupted;
  const facts::SpfNode root = facts::spf_tree(domain, *evidence);
  print(drawn(root, evidence->cost, options));
  return exit_code_of(report::spf_tree_verdict(root));
}

}  // namespace mailauth::cli
