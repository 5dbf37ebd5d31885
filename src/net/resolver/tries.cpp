#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "net/resolver/state.h"
#include "text/ascii.h"

namespace mailauth::net {
void Resolver::State::try_over_udp(uint32_t slot, Upstream& upstream) {
  Asked& one = asked[slot];
  one.over_tcp = false;
  one.places[one.place_count++] = upstream.queue(one, slot, random_);
  rate_.take();
  sent(one, upstream);
  timers_.add(rung(one), now_, asked.step(slot));
}

void Resolver::State::queue_for_tcp(uint32_t slot, Upstream& upstream) {
  asked[slot].over_tcp = true;
  ++counters.over_tcp;
  upstream.tcp_queue.push_back(asked.step(slot));
}

// Of the timers, for the try that was begun last: twice as long each time, or each time round the servers of a check.
std::size_t Resolver::State::rung(const Asked& one) const {
  if (!options.many) return (one.tries - 1U) / upstreams.size();
  if (one.over_tcp) return options.tries - 1;
  return one.tries - (one.second_pass ? 0U : 1U);  // the second pass is not in a hurry
}

void Resolver::State::try_over_tcp(Upstream& upstream) {
  while (!upstream.tcp_queue.empty()) {
    const AskedRef ref = upstream.tcp_queue.front();
    if (asked.is_good(ref)) {
      if (!upstream.tcp) upstream.open_tcp();
      if (upstream.tcp->room() == 0) break;
      Asked& one = asked[ref.slot];
      upstream.tcp->ask(one.query, ref.slot, random_);
      ++upstream.in_flight;
      sent(one, upstream);
      timers_.add(rung(one), now_, asked.step(ref.slot));
    }
    upstream.tcp_queue.pop_front();
  }
  if (!upstream.tcp) return;
  if (!upstream.tcp->is_open()) return close_stream(upstream);  // refused at once
  upstream.watch_tcp();
}

void Resolver::State::sent(Asked& one, Upstream& upstream) {
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    if (upstreams[i].get() == &upstream) one.upstream = i;
  }
  one.stage = Stage::asked;
  one.sent = now_;
  ++one.tries;
  ++counters.sent;
}

void Resolver::State::expire() {
  expire_budgets();
  while (const std::optional<AskedRef> ref = timers_.take_due(now_)) {
    if (!asked.is_good(*ref)) continue;
    if (asked[ref->slot].stage == Stage::asked) {
      on_silence(ref->slot);
    } else {
      try_again(ref->slot, true);
    }
  }
}

// The time for a question is over, whatever tries it has left.
void Resolver::State::expire_budgets() {
  for (; !budgets_.empty() && budgets_.front().due <= now_; budgets_.pop_front()) {
    const auto [due, slot, begun] = budgets_.front();
    Asked& one = asked[slot];
    if (one.stage == Stage::free || one.begun != begun) continue;
    settle(one);
    give_up(slot);
  }
}

// In a check nobody waits for a server that refuses: what it was asked is asked elsewhere, or has failed.
void Resolver::State::fail_at_refusers() {
  for (std::size_t i = 0; i < upstreams.size(); ++i) {
    const int error = upstreams[i]->take_refusal();
    if (error == 0) continue;
    for (uint32_t slot = 0; slot < asked.places(); ++slot) {
      Asked& one = asked[slot];
      if (one.stage != Stage::asked || one.over_tcp || one.upstream != i) continue;
      settle(one);
      on_failure(slot, not_reached(one.question, *upstreams[i], error));
    }
  }
}

void Resolver::State::on_silence(uint32_t slot) {
  Asked& one = asked[slot];
  Upstream& upstream = *upstreams[one.upstream];
  settle(one);
  if (options.many && !one.probe) upstream.was_silent(now_);
  if (one.over_tcp && upstream.letter_case == Upstream::Case::unknown) upstream.letter_case = Upstream::Case::changed;
  if (one.over_tcp && upstream.tcp) {
    // Where nothing comes at all, one question may hold up the others.
    const bool stuck = upstream.tcp->give_up(slot);
    if (stuck || upstream.tcp->is_idle()) close_stream(upstream, Closing::stuck);
  } else if (one.tries == 1 && !one.second_pass && !one.probe) {
    ++counters.timeouts;
    ++upstream.report.first_tries;
    ++upstream.report.lost;
  }
  try_again(slot, true);
}

// At another resolver at once. At the same one after a while, because it would only say the same again; a person does
// not want to wait for that.
void Resolver::State::on_failure(uint32_t slot, dns::Answer failure) {
  Asked& one = asked[slot];
  one.question = failure.question;
  if (!one.failure || weight(failure.outcome) > weight(one.failure->outcome)) {
    one.failure = std::make_unique<dns::Answer>(std::move(failure));
  }
  try_again(slot, upstreams.size() > 1 || !options.many);
}

void Resolver::State::try_again(uint32_t slot, bool at_once) {
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

unsigned Resolver::State::tries_left(const Asked& one) const {
  if (one.probe) return 0;
  const unsigned most = one.second_pass ? std::max(options.tries, 2U) - 1 : options.tries;
  return most - std::min<unsigned>(most, one.tries);
}

// The try that was on its way is over.
void Resolver::State::settle(Asked& one) {
  if (one.stage == Stage::asked) --upstreams[one.upstream]->in_flight;
  one.stage = Stage::queued;
}

void Resolver::State::give_up(uint32_t slot) {
  Asked& one = asked[slot];
  const bool is_last_pass = one.second_pass || !options.many;
  if (one.failure && (one.failure->outcome != dns::Outcome::timeout || is_last_pass)) {
    return finish_with(slot, std::move(*one.failure));
  }
  if (one.probe || is_last_pass) return finish_with(slot, no_answer(one));
  park(slot);
}

void Resolver::State::park(uint32_t slot) {
  Asked& one = asked[slot];
  asked.release_places(one);
  one.stage = Stage::parked;
  ++parked_count_;
  ++counters.second_pass;
  parked_.push_back({now_ + options.second_pass_after, asked.step(slot)});
}

void Resolver::State::finish_with(uint32_t slot, dns::Answer answer) {
  Asked& one = asked[slot];
  if (one.second_pass) --second_pass_count_;
  if (one.probe) --probe_count_;
  if (one.over_tcp && upstreams[one.upstream]->tcp) upstreams[one.upstream]->tcp->forget(slot);
  if (one.aliased) answer = behind_alias(*std::move(one.aliased), std::move(answer));
  if (!one.probe) ready.push_back(std::move(answer));
  asked.remove(slot);
}

// 0: it closed the connection.
dns::Answer Resolver::State::not_reached(const dns::Question& question, const Upstream& upstream, int error) {
  dns::Answer answer;
  answer.question = question;
  answer.outcome = dns::Outcome::timeout;
  if (error == 0) {
    answer.detail = fmt::format("{} closed the TCP connection", upstream.name);
  } else if (error == ECONNREFUSED) {
    answer.detail = fmt::format("connection refused by {}", upstream.name);
  } else {
    answer.detail = fmt::format("{} cannot be reached: {}", upstream.name, std::generic_category().message(error));
  }
  return answer;
}

dns::Answer Resolver::State::no_answer(const Asked& one) const {
  dns::Answer answer;
  answer.question = one.question;
  answer.outcome = dns::Outcome::timeout;
  std::vector<std::string> names, troubles;
  for (const auto& upstream : upstreams) {
    names.push_back(upstream->name);
    troubles.push_back(fmt::format("{}: {}", upstream->name, upstream->trouble()));
  }
  const std::string who = text::join(names, ", ");
  const std::chrono::duration<double> seconds = options.question_budget;
  if (one.junk) {
    answer.outcome = dns::Outcome::malformed;
    answer.detail = fmt::format("what {} sent does not answer the question", who);
  } else if (!options.many) {
    answer.detail = fmt::format("no answer from {} within {} s", who, seconds.count());
  } else {
    answer.detail = any_alive() ? fmt::format("no answer from {}", who) : text::join(troubles, ", ");
  }
  return answer;
}

}  // namespace mailauth::net
