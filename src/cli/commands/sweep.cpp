// `mailauth sweep LIST...`: many domains, one line of JSON each.

#include <algorithm>
#include <filesystem>

#include "cli/audits.h"
#include "cli/clock.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/shared/audit_options.h"
#include "cli/shared/configured.h"
#include "cli/sweep_progress.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "project/config.h"
#include "sweep/output.h"
#include "sweep/run.h"
#include "sweep/shards.h"
#include "text/ascii.h"
#include "text/shell.h"

namespace mailauth::cli::commands {

namespace {

struct SweepOptions {
  std::vector<std::string> lists;  // files, or "-"
  std::string out = "-";
  std::string shard;    // as typed; empty: the whole list; otherwise `out` is a folder
  std::string history;  // a file that knows earlier sweeps and gets this one; empty: not wanted
  results::Detail detail = results::Detail::findings;
  bool resume = false;
  bool quiet = false;
  bool thorough = false;
  unsigned threads = 0;         // 0: one for each core
  std::size_t concurrency = 0;  // questions under way; 0: as many as the resolvers can take
  std::size_t rate = 0;         // questions a second; 0: the same
  AuditOptions audit;           // of it: what is asked of each domain, and the resolvers
  project::Choice config;

  SweepOptions() { audit.resolver.timeout = std::chrono::milliseconds(1000); }  // others wait, too
};

constexpr unsigned most_tries = 5;  // each waits twice as long as the one before

constexpr int64_t most_questions = 100'000'000;  // under way, or a second

void add_sweep_output(Command& command, SweepOptions& sweep) {
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

void add_sweep_speed(Command& command, SweepOptions& sweep) {
  add_flag(command, "--thorough", sweep.thorough, "ask as much of each domain as check does");
  add_count(command, "--threads", sweep.threads, 256, "one for each core");
  add_count(command, "--concurrency", sweep.concurrency, most_questions, "no more questions under way than this");
  add_count(command, "--rate", sweep.rate, most_questions, "no more questions a second than this");
}

void declare(Command& command, SweepOptions& sweep) {
  take_command(command);
  add_arguments(command, "LIST", sweep.lists, "files with one domain a line; - is stdin");
  add_sweep_output(command, sweep);
  add_sweep_speed(command, sweep);
  add_selectors(command, sweep.audit);
  add_resolver_options(command, sweep.audit);
  add_config(command, sweep.config);
  add_exit_codes(command, {"every domain has its line, whatever stands in it", "", ""});
}

sweep::Shard shard_of(const SweepOptions& options) {
  if (options.shard.empty()) return {};
  auto shard = sweep::parse_shard(options.shard, sweep::process_environment());
  if (const auto* error = std::get_if<std::string>(&shard)) throw UsageError("--shard: " + *error);
  return std::get<sweep::Shard>(shard);
}

sweep::Target target_of(const SweepOptions& options, const sweep::Shard& shard) {
  namespace fs = std::filesystem;
  if (!options.shard.empty()) {
    if (options.out == "-") throw UsageError("--shard writes a part to a folder: --out DIR");
    fs::create_directories(options.out);
    return {sweep::partial_path(options.out, shard), sweep::part_path(options.out, shard), true};
  }
  if (options.resume && options.out == "-") throw UsageError("--resume needs --out FILE");
  if (!options.resume && fs::exists(options.out) && fs::is_regular_file(options.out) && fs::file_size(options.out) > 0)
    throw UsageError(options.out + " is there already: go on with it by --resume, or remove it");
  return {options.out, "", options.resume};
}

net::ResolverOptions resolver_of(const SweepOptions& options) {
  net::ResolverOptions many = net::ResolverOptions::for_many();
  many.servers = options.audit.resolver.servers;
  many.timeout = options.audit.resolver.timeout;
  many.tries = std::min(options.audit.resolver.tries, most_tries);
  if (options.concurrency > 0) many.concurrency = options.concurrency;
  many.rate = static_cast<double>(options.rate);
  return many;
}

sweep::RunOptions run_options(const SweepOptions& options, const sweep::Shard& shard, const sweep::Target& target) {
  facts::Request request = request_for_any_domain(options.audit);
  request.effort = options.thorough ? facts::Effort::thorough : facts::Effort::sweep;
  return {.lists = options.lists,
          .shard = shard,
          .target = target,
          .history = options.history,
          .today = today(),
          .detail = options.detail,
          .request = std::move(request),
          .resolver = resolver_of(options),
          .threads = options.threads};
}

std::string_view how_to_go_on(const sweep::Target& target) {
  if (target.path == "-") return "interrupted";
  return target.resume ? "interrupted: the same command goes on"
                       : "interrupted: the same command with --resume goes on";
}

// What to look at when the sweep has ended. Of a part there is little to say before the others are there.
std::string next_commands(const SweepOptions& options, const sweep::End& end) {
  if (end.interrupted) return "";
  if (!options.shard.empty()) return "mailauth sweep status " + text::shell_word(options.out);
  std::vector<std::string> commands;
  if (!end.worst.domains().empty()) commands.push_back("mailauth check " + end.worst.domains().front().domain);
  if (options.out != "-") commands.push_back("mailauth summary " + text::shell_word(options.out));
  return text::join(commands, ", ");
}

// Every domain has its line; what is in it, `mailauth summary` tells.
ExitCode exit_code_of(const sweep::End& end, const sweep::Target& target) {
  if (end.interrupted) {
    print_error(how_to_go_on(target));
    return ExitCode::interrupted;
  }
  if (!end.list_error.empty()) throw UsageError(end.list_error);
  return ExitCode::clean;
}

ExitCode run(const SweepOptions& options) {
  if (options.lists.empty()) throw UsageError("which list? mailauth sweep domains.txt, or - for stdin");
  const sweep::Shard shard = shard_of(options);
  const sweep::Target target = target_of(options, shard);
  if (!target.complete.empty() && sweep::look_at_part(options.out, shard).state == sweep::PartState::complete) {
    print_error(target.complete + " is complete already");
    return ExitCode::clean;
  }
  SweepProgress progress(options.quiet);
  const sweep::Listener listener{.remark = [](const std::string& line) { print_error(line); },
                                 .begun = stop_on_ctrl_c,
                                 .progress = [&](const sweep::Progress& now) { progress.show(now); },
                                 .ended = [&] { progress.clear(); }};
  const sweep::End end = sweep::run(run_options(options, shard, target), listener, interrupted());
  progress.say_end(end, next_commands(options, end));
  return exit_code_of(end, target);
}

}  // namespace

Action sweep(Command& command) { return action<SweepOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
