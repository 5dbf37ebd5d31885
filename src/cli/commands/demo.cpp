// `mailauth demo`: a full report without a network, on a small world that is compiled in (data/demo.zone).

#include "cli/audit_output.h"
#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "facts/sample.h"

namespace mailauth::data {
extern const std::string_view demo;
}

namespace mailauth::cli::commands {

namespace {

struct DemoOptions {
  ReportOptions output;
};

void declare(Command& command, DemoOptions& demo) { add_report_options(command, demo.output); }

ExitCode run(const DemoOptions& options) {
  auto parsed = facts::parse_sample(data::demo, *dns::Name::parse("example.com"));
  if (const auto* error = std::get_if<std::string>(&parsed)) throw std::logic_error("the demo world: " + *error);
  facts::Sample& sample = std::get<facts::Sample>(parsed);
  sample.evidence.cost.servers = {"built-in example, no network"};
  std::vector<audit::Audit> audits;
  audits.push_back(audit::audit_evidence(sample.request, std::move(sample.evidence)));
  return report_audits(std::move(audits), options.output, {});
}

}  // namespace

Action demo(Command& command) { return action<DemoOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
