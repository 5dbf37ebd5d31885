#include "sweep/run.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

#include "sweep/engine.h"
#include "sweep/run/shared.h"
#include "sweep/run/watch.h"

namespace mailauth::sweep {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t active_domains = 600;  // under way at one time, all threads together
constexpr std::size_t cached_answers = 12000;
constexpr std::chrono::milliseconds between_ticks{200};

net::ResolverOptions share_of_thread(net::ResolverOptions resolver, std::size_t threads) {
  resolver.concurrency = std::max<std::size_t>(1, resolver.concurrency / threads);
  resolver.rate /= static_cast<double>(threads);
  return resolver;
}

EngineOptions engine_options(const RunOptions& options, std::size_t threads) {
  return {.max_active = std::max<std::size_t>(1, active_domains / threads),
          .cache = {.max_entries = cached_answers / threads},
          .repairs = options.detail == results::Detail::full};
}

// One thread: a resolver and an engine of its own.
void work(Shared& shared, const RunOptions& options, std::size_t thread, std::size_t threads,
          const std::function<bool()>& stop) {
  net::Resolver resolver(share_of_thread(options.resolver, threads));
  bool exhausted = false;
  Clock::time_point ticked{};
  Watch watch(Clock::now());
  const auto next = [&] {
    auto request = shared.next();
    exhausted = !request && !shared.has_more();
    return request;
  };
  const auto tick = [&](std::size_t active) {
    if (exhausted) resolver.finish();
    const Clock::time_point now = Clock::now();
    if (now - ticked < between_ticks) return;
    ticked = now;
    auto health = resolver.health();
    watch.look(health, now);
    shared.tick(thread, {.active = active, .resolvers = std::move(health)});
  };
  const Work work{
      .next = next,
      .done = [&shared](const audit::Audit& audit) { shared.done(audit); },
      .tick = tick,
      .more = [&exhausted] { return !exhausted; },
  };
  run_engine(work, resolver.transport(), engine_options(options, threads), stop);
}

// The first error of any thread ends all of them.
void run_threads(Shared& shared, const RunOptions& options, const std::atomic<bool>& stop) {
  const std::size_t count = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  std::atomic<bool> failed{false};
  std::mutex mutex;
  std::exception_ptr error;
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < count; ++thread)
    threads.emplace_back([&, thread] {
      try {
        work(shared, options, thread, count, [&] { return failed || stop; });
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

End run(const RunOptions& options, const Listener& listener, const std::atomic<bool>& stop) {
  Shared shared(options, listener, stop);
  listener.begun();
  run_threads(shared, options, stop);
  return shared.finish();
}

}  // namespace mailauth::sweep
