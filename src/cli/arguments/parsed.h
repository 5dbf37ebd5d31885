#pragma once
// What the parser fills in, and how it becomes the options of the command that was chosen.

#include <functional>
#include <vector>

#include "cli/arguments/command.h"
#include "cli/options.h"

namespace mailauth::cli::arguments {

// All commands at once; the chosen one says which part counts.
struct Parsed {
  CheckOptions check;
  FixOptions fix;
  SetupOptions setup;
  SpfCheckOptions spf_check;
  ProvidersOptions providers;
  SpfTreeOptions spf_tree;
  SweepOptions sweep;
  DemoOptions demo;
  LintOptions lint;
  LintFilesOptions lint_files;
  ExplainOptions explain;
  RulesOptions rules;
  SweepPlanOptions sweep_plan;
  SweepStatusOptions sweep_status;
  SweepMergeOptions sweep_merge;
  HistoryOptions history;
  DiffOptions diff;
  SummaryOptions summary;
  ConfigShowOptions config_show;
  GenerateOptions generate;
};

// A command that can be carried out, and its part of `Parsed`.
struct Choice {
  const Command* command;
  std::function<Options()> options;
};

struct Model {
  Parsed parsed;
  project::Choice config;
  std::vector<Choice> choices;

  template <class Part>
  void choose(const Command& command, const Part& part) {
    choices.push_back({&command, [&part] { return Options(part); }});
  }
};

// One file for each group of commands. They refer to the model, which stays where it is.
void add_one_domain(Command& app, Model& model);  // check, fix, setup, spf, lint, demo
void add_spf(Command& app, Model& model);
void add_lint(Command& app, Model& model);
void add_catalog(Command& app, Model& model);  // providers, explain, rules
void add_sweep(Command& app, Model& model);    // with plan, status, merge
void add_results(Command& app, Model& model);  // of sweeps: diff, summary, history
void add_generate(Command& app, Model& model);
void add_config_commands(Command& app, Model& model);  // config show

}  // namespace mailauth::cli::arguments
