#include <algorithm>
#include <limits>
#include <utility>

#include "net/resolver/state.h"

namespace mailauth::net {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds between_ticks = 100ms;

}  // namespace

void Resolver::State::refill() {
  const auto elapsed = now_ - refilled_;
  refilled_ = now_;
  rate_.refill(options.rate > 0 ? options.rate : std::numeric_limits<double>::infinity(), elapsed);
  for (const auto& upstream : upstreams) upstream->pace.refill(upstream->window.pace(), elapsed);
}

void Resolver::State::tick() {
  if (any_alive()) last_alive_ = now_;
  if (now_ - last_alive_ > options.dead_patience) give_up_on_the_dead();
  if (now_ - ticked_ < between_ticks) return;
  for (const auto& upstream : upstreams) upstream->tick(now_ - ticked_);
  ticked_ = now_;
}

bool Resolver::State::any_alive() const {
  return std::any_of(upstreams.begin(), upstreams.end(), [](const auto& upstream) { return upstream->is_alive(); });
}

// A dead resolver is asked for the name servers of the root, which every resolver knows.
void Resolver::State::probe() {
  for (const auto& upstream : upstreams) {
    if (!has_work() || !upstream->take_probe(now_)) continue;
    const uint32_t slot = asked.add({dns::Name(), dns::Type::ns}, random_);
    asked[slot].probe = true;
    ++probe_count_;
    try_over_udp(slot, *upstream);
  }
}

// No resolver has said anything for a long time: what waits now gets no answer. What is sent later waits again.
void Resolver::State::give_up_on_the_dead() {
  last_alive_ = now_;
  std::vector<uint32_t> lost;
  for (; !waiting.empty(); waiting.pop_front()) lost.push_back(asked.add(std::move(waiting.front()), random_));
  for (const AskedRef ref : std::exchange(again_, {})) {
    if (asked.is_good(ref)) lost.push_back(ref.slot);
  }
  for (const auto& [due, ref] : std::exchange(parked_, {})) {
    lost.push_back(ref.slot);
    --parked_count_;
  }
  for (const uint32_t slot : lost) finish_with(slot, no_answer(asked[slot]));
}

}  // namespace mailauth::net
