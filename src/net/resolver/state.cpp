#include "net/resolver/state.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#include "net/resolver/system_servers.h"

namespace mailauth::net {
namespace {

constexpr std::size_t least_second_pass = 200;  // a hundred packets a second when all stay silent

ResolverOptions sane(ResolverOptions options) {
  if (options.servers.empty()) options.servers = system_servers();
  const auto servers = static_cast<unsigned>(std::min<std::size_t>(options.servers.size(), max_tries));
  options.tries = std::clamp(options.tries, 1U, max_tries);
  if (!options.many) options.tries = std::min(options.tries * servers, max_tries);
  return options;
}

}  // namespace

Resolver::State::State(const ResolverOptions& given, Clock given_clock)
    : options(sane(given)),
      clock(std::move(given_clock)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      timers_(options.timeout),
      now_(clock()),
      ticked_(now_),
      refilled_(now_),
      last_alive_(now_) {
  if (epoll_.get() < 0) throw std::system_error(errno, std::generic_category(), "no epoll");
  std::string trouble;
  for (const Server& server : options.servers) {
    const auto tag = static_cast<uint32_t>(upstreams.size());
    try {
      upstreams.push_back(std::make_unique<Upstream>(server, options, epoll_.get(), tag, now_));
    } catch (const std::system_error& error) {  // no IPv6 here, as a rule: the other servers have to do
      trouble = error.what();
    }
  }
  if (upstreams.empty()) throw std::runtime_error(trouble);
}

void Resolver::State::step() {
  now_ = clock();
  refill();
  expire();
  if (!options.many) fail_at_refusers();
  tick();
  probe();
  begin();
  flush();
}

void Resolver::State::begin() {
  turn_is_full_ = false;
  begin_second_pass();
  begin_again();
  begin_new();
  for (const auto& upstream : upstreams) try_over_tcp(*upstream);
  if (!again_.empty() || !waiting.empty()) note_full_windows();
}

void Resolver::State::begin_new() {
  while (!waiting.empty() && (options.many || asked.size() < options.concurrency)) {
    Upstream* upstream = choose(nullptr);
    if (!upstream) return;
    const uint32_t slot = asked.add(std::move(waiting.front()), random_);
    waiting.pop_front();
    asked[slot].first_upstream = first_upstream_;
    if (!options.many) budgets_.push_back({now_ + options.question_budget, slot, asked[slot].begun});
    try_over_udp(slot, *upstream);
  }
}

void Resolver::State::begin_again() {
  while (!again_.empty()) {
    const AskedRef ref = again_.front();
    Upstream* upstream = asked.is_good(ref) ? choose(&asked[ref.slot]) : nullptr;
    if (asked.is_good(ref) && !upstream) return;
    again_.pop_front();
    if (!upstream) continue;  // answered in the meantime
    Asked& one = asked[ref.slot];
    if (one.tries > 0) ++counters.retries;
    const bool last = one.tries > 0 && one.tries + 1U == options.tries;
    if (last && !options.many) {
      queue_for_tcp(ref.slot, *upstream);
    } else {
      try_over_udp(ref.slot, *upstream);
    }
  }
}

// What was put aside is asked again when its time has come or nothing else is to be done, and a few at a time, so that
// what overloaded a resolver does not do so again.
void Resolver::State::begin_second_pass() {
  if (!any_alive()) return;
  while (!parked_.empty() && second_pass_count_ < second_pass_room()) {
    const auto [due, ref] = parked_.front();
    if (!finished && due > now_ && !has_only_parked()) return;
    parked_.pop_front();
    Asked& one = asked[ref.slot];
    one.stage = Stage::queued;
    one.second_pass = true;
    one.tries = 0;
    --parked_count_;
    ++second_pass_count_;
    again_.push_back(asked.step(ref.slot));
  }
}

std::size_t Resolver::State::second_pass_room() const {
  std::size_t windows = 0;
  for (const auto& upstream : upstreams) windows += upstream->window.size();
  return std::max(least_second_pass, windows / 10);
}

bool Resolver::State::has_only_parked() const {
  return waiting.empty() && asked.size() == parked_count_ + second_pass_count_ + probe_count_;
}

Upstream* Resolver::State::choose(const Asked* again) {
  if (!rate_.has_one()) return nullptr;
  return options.many ? most_room(again) : next_in_turn(again);
}

// The servers in the order of the configuration, from the one that answered last.
Upstream* Resolver::State::next_in_turn(const Asked* again) {
  const std::size_t next = again ? again->first_upstream + again->tries : first_upstream_;
  Upstream& upstream = *upstreams[next % upstreams.size()];
  return upstream.can_send() ? &upstream : nullptr;
}

// Another one than before, if there is one.
Upstream* Resolver::State::most_room(const Asked* again) {
  Upstream* best = nullptr;
  std::size_t best_room = 0;
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    Upstream& upstream = *upstreams[i];
    if (!upstream.can_send()) continue;
    const bool was_asked = again && again->upstream == i;
    const std::size_t room = was_asked ? 1 : 1 + upstream.window.size() - upstream.in_flight;
    if (room <= best_room) continue;
    best = &upstream;
    best_room = room;
  }
  return best;
}

void Resolver::State::note_full_windows() {
  for (const auto& upstream : upstreams) {
    if (!upstream->is_alive() || !rate_.has_one()) continue;
    const bool window_is_full = upstream->in_flight >= upstream->window.size() || !upstream->pace.has_one();
    upstream->report.full = upstream->report.full || window_is_full;
    turn_is_full_ = turn_is_full_ || (!window_is_full && !upstream->can_queue());
  }
}

void Resolver::State::flush() {
  for (const auto& upstream : upstreams) upstream->flush(now_);
}

}  // namespace mailauth::net
