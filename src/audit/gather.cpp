#include "audit/gather.h"

#include <algorithm>
#include <set>
#include <utility>

namespace mailauth::audit {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_wait{100};  // so that `stop` is seen in time

// What a pass makes of the evidence is thrown away: it is there for the questions that it asks.
class Gathering {
 public:
  Gathering(const std::function<void(dns::Evidence&)>& pass, dns::Evidence& evidence, net::Transport& transport)
      : pass_(pass), evidence_(evidence), transport_(transport) {}

  // Everything was answered.
  bool run(Clock::time_point deadline, const std::atomic<bool>& stop) {
    send_missing();
    while (!in_flight_.empty()) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (stop || left <= milliseconds::zero()) return false;
      if (!receive(std::min(left, longest_wait))) continue;
      while (receive(milliseconds::zero())) continue;  // one pass for all that has come
      send_missing();
    }
    return true;
  }

 private:
  void send_missing() {
    pass_(evidence_);
    for (const dns::Question& question : evidence_.take_missing()) {
      in_flight_.insert(question);
      ++evidence_.cost.questions;
      transport_.send(question);
    }
  }

  // Did something come that was asked for? The transport may still bring answers for an earlier audit.
  bool receive(milliseconds wait) {
    bool received = false;
    for (dns::Answer& answer : transport_.receive(wait)) {
      if (in_flight_.erase(answer.question) == 0) continue;
      evidence_.put(std::move(answer));
      received = true;
    }
    return received;
  }

  const std::function<void(dns::Evidence&)>& pass_;
  dns::Evidence& evidence_;
  net::Transport& transport_;
  std::set<dns::Question> in_flight_;
};

unsigned remembered(const net::Transport& transport) {
  return transport.remembered ? static_cast<unsigned>(transport.remembered()) : 0;
}

}  // namespace

void gather(const std::function<void(dns::Evidence&)>& pass, dns::Evidence& evidence, net::Transport& transport,
            const Limits& limits, const std::atomic<bool>& stop) {
  const Clock::time_point start = Clock::now();
  const unsigned remembered_before = remembered(transport);
  const bool complete = Gathering(pass, evidence, transport).run(start + limits.deadline, stop);
  if (!complete) evidence.settle(stop ? dns::Outcome::not_asked : dns::Outcome::timeout);
  if (evidence.cost.questions == 0) return;
  evidence.cost.cached = remembered(transport) - remembered_before;
  evidence.cost.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

}  // namespace mailauth::audit
