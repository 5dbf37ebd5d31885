#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"
#include "sweep/shard.h"

namespace mailauth::cli::arguments {

namespace {

constexpr int64_t most_questions = 100'000'000;  // under way, or a second

void add_output(Command& command, SweepOptions& sweep) {
  add_text(command, {"--out", "FILE", "the result lines; with --shard a folder"}, sweep.out);
  add_word(command, {"--detail", "WORD", "how much: verdict, findings or full"}, sweep.detail,
           {{"verdict", results::Detail::verdict},
            {"findings", results::Detail::findings},
            {"full", results::Detail::full}});
  add_flag(command, "--resume", sweep.resume, "go on where --out ends");
  add_text(command, {"--shard", "I/N", "only this share of the list: 3/16, auto"}, sweep.shard);
  add_text(command, {"--history", "FILE", "a SQLite file that knows and keeps since when"}, sweep.history);
  add_flag(command, "-q,--quiet", sweep.quiet, "no progress");
}

void add_speed(Command& command, SweepOptions& sweep) {
  add_flag(command, "--thorough", sweep.thorough, "ask as much of each domain as check does");
  add_count(command, "--threads", sweep.threads, 256, "one for each core");
  add_count(command, "--concurrency", sweep.concurrency, most_questions, "no more questions under way than this");
  add_count(command, "--rate", sweep.rate, most_questions, "no more questions a second than this");
}

void add_plan(Command& above, Model& model) {
  Command& command = add_command(above, "plan", "how a list falls into shards, and what to run");
  SweepPlanOptions& plan = model.parsed.sweep_plan;
  add_arguments(command, "LIST", plan.lists, "files of domains; - is stdin", Need::required);
  add_count(command, "--shards", plan.shards, int64_t{sweep::max_shards}, "how many", Need::required);
  add_format(command, plan.output);
  model.choose(command, plan);
}

void add_status(Command& above, Model& model) {
  Command& command = add_command(above, "status", "which parts of a sharded sweep are complete");
  SweepStatusOptions& status = model.parsed.sweep_status;
  add_argument(command, "DIR", status.folder, "where the parts are", Need::required);
  add_flag(command, "--missing", status.missing, "print only the indices to run again, such as 3,7-9");
  add_format(command, status.output);
  add_exit_codes(command, {"all parts are complete", "a part is not complete", ""});
  model.choose(command, status);
}

void add_merge(Command& above, Model& model) {
  Command& command = add_command(above, "merge", "all parts as one file, when they are complete");
  SweepMergeOptions& merge = model.parsed.sweep_merge;
  add_argument(command, "DIR", merge.folder, "where the parts are", Need::required);
  add_arguments(command, "LIST", merge.lists, "lists to compare with");
  add_text(command, {"--out", "FILE", "the file to write"}, merge.out, Need::required);
  model.choose(command, merge);
}

}  // namespace

void add_sweep(Command& app, Model& model) {
  Command& command = add_command(app, "sweep", "audit a list of domains, a line of JSON each");
  take_command(command);
  SweepOptions& sweep = model.parsed.sweep;
  add_arguments(command, "LIST", sweep.lists, "files with one domain a line; - is stdin");
  add_output(command, sweep);
  add_speed(command, sweep);
  add_selectors(command, sweep.audit);
  add_resolver_options(command, sweep.audit);
  add_config(command, model.config);
  add_plan(command, model);
  add_status(command, model);
  add_merge(command, model);
  add_exit_codes(command, {"every domain has its line, whatever stands in it", "", ""});
  model.choose(command, sweep);
}

}  // namespace mailauth::cli::arguments
