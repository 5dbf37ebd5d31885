#include "net/resolver.h"

#include <algorithm>
#include <utility>

#include "net/resolver/state.h"

namespace mailauth::net {

ResolverOptions ResolverOptions::for_many() {
  ResolverOptions options;
  options.many = true;
  options.timeout = std::chrono::milliseconds(1000);
  options.concurrency = 8000;
  return options;
}

Resolver::Resolver(const ResolverOptions& options, Clock clock)
    : state_(std::make_unique<State>(options, std::move(clock))) {}
Resolver::~Resolver() = default;
Resolver::Resolver(Resolver&&) noexcept = default;
Resolver& Resolver::operator=(Resolver&&) noexcept = default;

void Resolver::send(const dns::Question& question) {
  ++state_->counters.questions;
  state_->finished = false;
  state_->waiting.push_back(question);
}

std::vector<dns::Answer> Resolver::receive(std::chrono::milliseconds wait) {
  const auto until = state_->clock() + wait;
  for (bool go_on = true;; go_on = state_->listen(until)) {
    state_->step();
    if (!go_on || !state_->ready.empty() || !state_->has_work()) break;
  }
  return std::exchange(state_->ready, {});
}

std::size_t Resolver::room() const {
  std::size_t windows = 0;
  for (const auto& upstream : state_->upstreams) windows += upstream->window.size();
  const std::size_t enough = 2 * windows;
  return enough - std::min(enough, state_->waiting.size());
}

void Resolver::finish() { state_->finished = true; }

std::vector<std::string> Resolver::servers() const {
  std::vector<std::string> names;
  for (const auto& upstream : state_->upstreams) names.push_back(upstream->name);
  return names;
}

Transport Resolver::transport() {
  return {[this](const dns::Question& question) { send(question); },
          [this](std::chrono::milliseconds wait) { return receive(wait); },
          {}};
}

const Resolver::Counters& Resolver::counters() const { return state_->counters; }

std::vector<Resolver::Health> Resolver::health() const {
  std::vector<Health> health;
  for (const auto& upstream : state_->upstreams) {
    health.push_back({upstream->name, upstream->window.size(), upstream->in_flight, upstream->window.goodput(),
                      std::chrono::duration_cast<std::chrono::microseconds>(upstream->round_trip), upstream->is_alive(),
                      upstream->was_ever_heard(), upstream->refuses(), upstream->trouble()});
  }
  return health;
}

}  // namespace mailauth::net
