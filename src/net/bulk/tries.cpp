#include <fmt/format.h>

#include <utility>

#include "net/bulk/state.h"
#include "text/ascii.h"

namespace mailauth::net {

void BulkResolver::State::try_over_udp(uint32_t slot, Upstream& upstream) {
  Asked& one = asked[slot];
  one.over_tcp = false;
  one.places[one.place_count++] = upstream.queue(one, slot, random_);
  rate_.take();
  sent(one, upstream);
  // The second pass is not in a hurry.
  timers_.add(one.tries - (one.second_pass ? 0U : 1U), now_, asked.step(slot));
}

void BulkResolver::State::try_over_tcp(Upstream& upstream) {
  while (!upstream.tcp_queue.empty()) {
    const AskedRef ref = upstream.tcp_queue.front();
    if (asked.is_good(ref)) {
      if (!upstream.tcp) upstream.open_tcp();
      if (upstream.tcp->room() == 0) break;
      Asked& one = asked[ref.slot];
      upstream.tcp->ask(one.query, ref.slot, random_);
      ++upstream.in_flight;
      sent(one, upstream);
      timers_.add(options.tries - 1, now_, asked.step(ref.slot));
    }
    upstream.tcp_queue.pop_front();
  }
  if (!upstream.tcp) return;
  if (!upstream.tcp->is_open()) return close_stream(upstream);  // refused at once
  upstream.watch_tcp();
}

void BulkResolver::State::sent(Asked& one, Upstream& upstream) {
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    if (upstreams[i].get() == &upstream) one.upstream = i;
  }
  one.stage = Stage::asked;
  one.sent = now_;
  ++one.tries;
  ++counters.sent;
}

void BulkResolver::State::expire() {
  while (const std::optional<AskedRef> ref = timers_.take_due(now_)) {
    if (!asked.is_good(*ref)) continue;
    if (asked[ref->slot].stage == Stage::asked) {
      on_silence(ref->slot);
    } else {
      try_again(ref->slot, true);
    }
  }
}

void BulkResolver::State::on_silence(uint32_t slot) {
  Asked& one = asked[slot];
  Upstream& upstream = *upstreams[one.upstream];
  settle(one);
  if (!one.probe) upstream.was_silent(now_);
  if (one.over_tcp && upstream.tcp) {
    upstream.tcp->give_up(slot);
    if (upstream.tcp->is_idle()) upstream.tcp.reset();
  } else if (one.tries == 1 && !one.second_pass && !one.probe) {
    ++counters.timeouts;
    ++upstream.report.first_tries;
    ++upstream.report.lost;
  }
  try_again(slot, true);
}

// At another resolver at once; at the same one after a while, because it would only say the same again.
void BulkResolver::State::on_failure(uint32_t slot, dns::Answer failure) {
  Asked& one = asked[slot];
  one.question = failure.question;
  if (!one.failure || weight(failure.outcome) > weight(one.failure->outcome)) {
    one.failure = std::make_unique<dns::Answer>(std::move(failure));
  }
  try_again(slot, upstreams.size() > 1);
}

void BulkResolver::State::try_again(uint32_t slot, bool at_once) {
  Asked& one = asked[slot];
  if (tries_left(one) == 0) return give_up(slot);
  one.stage = at_once ? Stage::queued : Stage::resting;
  const AskedRef ref = asked.step(slot);
  if (at_once) {
    again_.push_back(ref);
  } else {
    timers_.add(one.tries - 1U, now_, ref);
  }
}

unsigned BulkResolver::State::tries_left(const Asked& one) const {
  if (one.probe) return 0;
  const unsigned most = one.second_pass ? std::max(options.tries, 2U) - 1 : options.tries;
  return most - std::min<unsigned>(most, one.tries);
}

// The try that was on its way is over.
void BulkResolver::State::settle(Asked& one) {
  if (one.stage == Stage::asked) --upstreams[one.upstream]->in_flight;
  one.stage = Stage::queued;
}

void BulkResolver::State::give_up(uint32_t slot) {
  Asked& one = asked[slot];
  if (one.failure && (one.failure->outcome != dns::Outcome::timeout || one.second_pass)) {
    return finish_with(slot, std::move(*one.failure));
  }
  if (one.probe || one.second_pass) return finish_with(slot, no_answer(one));
  park(slot);
}

void BulkResolver::State::park(uint32_t slot) {
  Asked& one = asked[slot];
  asked.release_places(one);
  one.stage = Stage::parked;
  ++parked_count_;
  ++counters.second_pass;
  parked_.push_back({now_ + options.second_pass_after, asked.step(slot)});
}

void BulkResolver::State::finish_with(uint32_t slot, dns::Answer answer) {
  const Asked& one = asked[slot];
  if (one.second_pass) --second_pass_count_;
  if (one.probe) --probe_count_;
  if (!one.probe) ready.push_back(std::move(answer));
  asked.remove(slot);
}

dns::Answer BulkResolver::State::no_answer(const Asked& one) const {
  dns::Answer answer;
  answer.question = one.question;
  answer.outcome = dns::Outcome::timeout;
  std::vector<std::string> names, troubles;
  for (const auto& upstream : upstreams) {
    names.push_back(upstream->name);
    troubles.push_back(fmt::format("{}: {}", upstream->name, upstream->trouble()));
  }
  answer.detail = any_alive() ? fmt::format("no answer from {}", text::join(names, ", ")) : text::join(troubles, ", ");
  return answer;
}

}  // namespace mailauth::net
