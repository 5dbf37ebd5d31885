// `mailauth sweep LIST...`: many domains, one line of JSON each.

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/audits.h"
#include "cli/interrupt.h"
#include "cli/sweep_progress.h"
#include "cli/terminal.h"
#include "mailauth/net/bulk_resolver.h"
#include "mailauth/report/report.h"
#include "mailauth/sweep/audit_result.h"
#include "mailauth/sweep/engine.h"
#include "mailauth/sweep/history.h"
#include "mailauth/sweep/list.h"
#include "mailauth/sweep/output.h"
#include "mailauth/sweep/shards.h"

namespace mailauth::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t active_domains = 600;  // under way at one time, all threads together
constexpr std::size_t cached_answers = 12000;
constexpr std::chrono::milliseconds between_ticks{200};
// Shorter than what questions wait for a dead resolver: nothing is called unknown because of it.
constexpr std::chrono::seconds dead_patience{20};
constexpr unsigned most_tries = 5;  // each waits twice as long as the one before

std::string now_utc() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", now);
}

sweep::Shard shard_of(const SweepOptions& options) {
  if (options.shard.empty()) return {};
  auto shard = sweep::parse_shard(options.shard, sweep::process_environment());
  if (const auto* error = std::get_if<std::string>(&shard)) throw UsageError("--shard: " + *error);
  return std::get<sweep::Shard>(shard);
}

// Where the lines go, and the name that the file has when it is complete.
struct Target {
  std::string path, complete;  // the second one empty: it is the first
  bool resume = false;
};

Target target_of(const SweepOptions& options, const sweep::Shard& shard) {
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

// `check --format json` of one domain, on one line.
std::string full_report(const audit::Audit& audit) {
  return report::to_json_object({audit.facts, audit.findings, audit.verdict, audit.evidence.cost});
}

// What the threads share. Every member function may be called by each of them.
class Sweep {
 public:
  Sweep(const SweepOptions& options, const sweep::Shard& shard, const Target& target)
      : options_(options),
        request_(request_for_any_domain(options.audit)),
        resumed_(target.resume ? sweep::resume(target.path) : sweep::Resumed{}),
        list_(options.lists, {.shard = shard, .stop = &interrupted()}),
        out_(target.path),
        progress_(options.quiet) {
    if (!options.history.empty()) history_.emplace(options.history);
    request_.effort = options.thorough ? facts::Effort::thorough : facts::Effort::sweep;
    if (resumed_.done.size() > 0) print_error(fmt::format("{} domains are done already", resumed_.done.size()));
  }

  std::optional<facts::Request> next() {
    const std::scoped_lock lock(list_mutex_);
    while (const auto item = list_.next()) {
      if (resumed_.done.contains(item->domain)) continue;
      facts::Request request = request_;
      request.domain = domain_of(item->domain, "");
      return request;
    }
    return std::nullopt;
  }

  void done(const audit::Audit& audit) {
    const sweep::Result result = sweep::result_of(audit, now_utc());
    const bool full = options_.detail == sweep::Detail::full;
    const std::string line = to_line(result, options_.detail, full ? full_report(audit) : "");
    const std::scoped_lock lock(out_mutex_);
    out_.write(line, Clock::now());
    if (history_) history_->add(result);
    sweep::count(result, outcomes_);
  }

  // Several times a second, by each thread.
  void tick(std::size_t thread, ThreadProgress now) {
    const std::optional<double> done = fraction();
    const std::scoped_lock lock(out_mutex_);
    out_.tick(Clock::now());
    progress_.show(thread, std::move(now), outcomes_, done);
  }

  ExitCode finish(const std::string& complete) {
    progress_.clear();
    report_remarks();
    sweep::Summary summary{.domains = outcomes_.domains + resumed_.done.size(),
                           .complete = outcomes_.domains - outcomes_.unresolved + resumed_.complete,
                           .duplicates = list_.counts().duplicates,
                           .junk = list_.counts().junk,
                           .queries = outcomes_.queries,
                           .cached = outcomes_.cached,
                           .elapsed_s = progress_.elapsed().count(),
                           .interrupted = interrupted()};
    out_.write(to_line(summary), Clock::now());
    if (history_) history_->commit();
    if (complete.empty() || interrupted() || !list_.error().empty())
      out_.close();
    else
      out_.publish(complete);
    if (!options_.quiet) progress_.say_end(outcomes_);
    if (interrupted()) return ExitCode::interrupted;
    if (!list_.error().empty()) throw UsageError(list_.error());
    return ExitCode::clean;  // every domain has its line; what is in it, `mailauth summary` tells
  }

 private:
  std::optional<double> fraction() {
    const std::scoped_lock lock(list_mutex_);
    const auto total = list_.bytes_total();
    if (!total || *total == 0) return std::nullopt;
    return static_cast<double>(list_.bytes_read()) / static_cast<double>(*total);
  }

  void report_remarks() const {
    for (const sweep::Remark& remark : list_.junk()) print_error(to_string(remark));
    if (list_.counts().junk > list_.junk().size())
      print_error(fmt::format("{} more lines are no domains", list_.counts().junk - list_.junk().size()));
    if (list_.counts().duplicates > 0)
      print_error(
          fmt::format("{} repeated; the first: {}", list_.counts().duplicates, to_string(list_.duplicates().front())));
  }

  const SweepOptions& options_;
  facts::Request request_;  // of every domain
  sweep::Resumed resumed_;
  std::mutex list_mutex_;
  sweep::DomainList list_;
  std::mutex out_mutex_;  // of all that follows
  sweep::Output out_;
  std::optional<sweep::History> history_;
  sweep::Outcomes outcomes_;
  SweepProgress progress_;
};

net::BulkOptions resolver_options(const SweepOptions& options, std::size_t threads) {
  const net::ResolverOptions& resolver = options.audit.resolver;
  net::BulkOptions bulk{
      .servers = resolver.servers, .timeout = resolver.timeout, .tries = std::min(resolver.tries, most_tries)};
  const std::size_t concurrency = options.concurrency > 0 ? options.concurrency : bulk.concurrency;
  bulk.concurrency = std::max<std::size_t>(1, concurrency / threads);
  bulk.rate = static_cast<double>(options.rate) / static_cast<double>(threads);
  return bulk;
}

std::string health_line(const net::BulkResolver::Health& health) {
  if (!health.alive) return fmt::format("{}  does not answer {}", health.server, health.trouble);
  return fmt::format("{}  {:.1f} ms, {} of {} questions under way, {:.0f} answers/s", health.server,
                     static_cast<double>(health.round_trip.count()) / 1000, health.in_flight, health.window,
                     health.rate);
}

ThreadProgress progress_of(const net::BulkResolver& resolver, std::size_t active) {
  ThreadProgress progress{.active = active, .resolvers = {}};
  for (const auto& health : resolver.health()) progress.resolvers.push_back(health_line(health));
  return progress;
}

// A sweep without any resolver would say of all domains that they are not known: it ends, and can be gone on with.
class Watch {
 public:
  void look(const net::BulkResolver& resolver) {
    const auto health = resolver.health();
    const bool dead = std::ranges::none_of(health, &net::BulkResolver::Health::alive);
    if (!dead) alive_ = Clock::now();
    if (Clock::now() - alive_ < dead_patience) return;
    throw std::runtime_error(fmt::format("no resolver answers: {} {}; go on later with --resume", health.front().server,
                                         health.front().trouble));
  }

 private:
  Clock::time_point alive_ = Clock::now();
};

// One thread: a resolver and an engine of its own.
void work(Sweep& sweep, const SweepOptions& options, std::size_t thread, std::size_t threads,
          const std::atomic<bool>& failed) {
  net::BulkResolver resolver(resolver_options(options, threads));
  bool exhausted = false;
  Clock::time_point ticked{};
  Watch watch;
  const auto next = [&] {
    auto request = sweep.next();
    exhausted = !request;
    return request;
  };
  const auto tick = [&](std::size_t active) {
    if (exhausted) resolver.finish();
    if (Clock::now() - ticked < between_ticks) return;
    ticked = Clock::now();
    watch.look(resolver);
    sweep.tick(thread, progress_of(resolver, active));
  };
  const sweep::EngineOptions engine{.max_active = std::max<std::size_t>(1, active_domains / threads),
                                    .cache = {.max_entries = cached_answers / threads},
                                    .repairs = options.detail == sweep::Detail::full};
  sweep::run_engine({next, [&sweep](const audit::Audit& audit) { sweep.done(audit); }, tick}, resolver.transport(),
                    engine, [&failed] { return failed || interrupted(); });
}

// The first error of any thread ends all of them.
void run_threads(Sweep& sweep, const SweepOptions& options) {
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

}  // namespace

ExitCode run(const SweepOptions& options) {
  if (options.lists.empty()) throw UsageError("which list? mailauth sweep domains.txt, or - for stdin");
  const sweep::Shard shard = shard_of(options);
  const Target target = target_of(options, shard);
  if (!target.complete.empty() && sweep::look_at_part(options.out, shard).state == sweep::PartState::complete) {
    print_error(target.complete + " is complete already");
    return ExitCode::clean;
  }
  sweep::ignore_output_signals();
  stop_on_ctrl_c();
  Sweep sweep(options, shard, target);
  run_threads(sweep, options);
  return sweep.finish(target.complete);
}

}  // namespace mailauth::cli
