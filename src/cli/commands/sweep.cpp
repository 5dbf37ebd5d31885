// `mailauth sweep LIST...`: many domains, one line of JSON each.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/shared/configured.h"
#include "cli/sweep_shared.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "net/bulk_resolver.h"
#include "sweep/engine.h"
#include "sweep/shards.h"

namespace mailauth::cli::commands {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t active_domains = 600;  // under way at one time, all threads together
constexpr std::size_t cached_answers = 12000;
constexpr std::chrono::milliseconds between_ticks{200};
// Shorter than what questions wait for a dead resolver: nothing is called unknown because of it.
constexpr std::chrono::seconds dead_patience{20};
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

SweepTarget target_of(const SweepOptions& options, const sweep::Shard& shard) {
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

net::BulkOptions resolver_options(const SweepOptions& options, std::size_t threads) {
  const net::ResolverOptions& resolver = options.audit.resolver;
  net::BulkOptions bulk{
      .servers = resolver.servers, .timeout = resolver.timeout, .tries = std::min(resolver.tries, most_tries)};
  const std::size_t concurrency = options.concurrency > 0 ? options.concurrency : bulk.concurrency;
  bulk.concurrency = std::max<std::size_t>(1, concurrency / threads);
  bulk.rate = static_cast<double>(options.rate) / static_cast<double>(threads);
  return bulk;
}

// A sweep without any resolver would say of all domains that they are not known: it ends, and can be gone on with.
class Watch {
 public:
  void look(const net::BulkResolver& resolver) {
    const auto health = resolver.health();
    const bool dead = std::ranges::none_of(health, &net::BulkResolver::Health::alive);
    if (!dead) alive_ = Clock::now();
    if (Clock::now() - alive_ < dead_patience) return;
    const auto& first = health.front();
    throw std::runtime_error(fmt::format("no resolver answers: {}{}{}; go on later with --resume", first.server,
                                         first.trouble.empty() ? "" : ", ", first.trouble));
  }

 private:
  Clock::time_point alive_ = Clock::now();
};

// One thread: a resolver and an engine of its own.
void work(SharedSweep& sweep, const SweepOptions& options, std::size_t thread, std::size_t threads,
          const std::atomic<bool>& failed) {
  net::BulkResolver resolver(resolver_options(options, threads));
  bool exhausted = false;
  Clock::time_point ticked{};
  Watch watch;
  const auto next = [&] {
    auto request = sweep.next();
    exhausted = !request && !sweep.has_more();
    return request;
  };
  const auto tick = [&](std::size_t active) {
    if (exhausted) resolver.finish();
    if (Clock::now() - ticked < between_ticks) return;
    ticked = Clock::now();
    watch.look(resolver);
    sweep.tick(thread, {.active = active, .resolvers = resolver.health()});
  };
  const sweep::EngineOptions engine{.max_active = std::max<std::size_t>(1, active_domains / threads),
                                    .cache = {.max_entries = cached_answers / threads},
                                    .repairs = options.detail == results::Detail::full};
  const sweep::Work work{
      .next = next,
      .done = [&sweep](const audit::Audit& audit) { sweep.done(audit); },
      .tick = tick,
      .more = [&exhausted] { return !exhausted; },
  };
  sweep::run_engine(work, resolver.transport(), engine, [&failed] { return failed || interrupted(); });
}

// The first error of any thread ends all of them.
void run_threads(SharedSweep& sweep, const SweepOptions& options) {
  const std::size_t count = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  std::atomic<bool> failed{false};
  std::mutex mutex;
  std::exception_ptr error;
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < count; ++thread)
    threads.emplace_back([&, thread] {
      try {
        work(sweep, options, thread, count, failed);
      } catch (...) {
        const std::scoped_lock lock(mutex);
        if (!error) error = std::current_exception();
        failed = true;
      }
    });
  threads.clear();  // joins them
  if (error) std::rethrow_exception(error);
}

ExitCode run(const SweepOptions& options) {
  if (options.lists.empty()) throw UsageError("which list? mailauth sweep domains.txt, or - for stdin");
  const sweep::Shard shard = shard_of(options);
  const SweepTarget target = target_of(options, shard);
  if (!target.complete.empty() && sweep::look_at_part(options.out, shard).state == sweep::PartState::complete) {
    print_error(target.complete + " is complete already");
    return ExitCode::clean;
  }
  sweep::ignore_output_signals();
  stop_on_ctrl_c();
  SharedSweep sweep(options, shard, target);
  run_threads(sweep, options);
  return sweep.finish();
}

}  // namespace

Action sweep(Command& command) { return action<SweepOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
