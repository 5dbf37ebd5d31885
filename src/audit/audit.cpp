#include "mailauth/audit/audit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "mailauth/facts/collect.h"
#include "mailauth/repair/repair.h"
#include "mailauth/rules/judge.h"

namespace mailauth::audit {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_wait{100};  // so that `stop` is seen in time

// Gathers what one audit needs. The facts of every pass but the last are thrown away: a pass is there for
// the questions that it asks.
class Gathering {
 public:
  Gathering(const facts::Request& request, dns::Evidence& evidence, net::Transport& transport)
      : request_(request), evidence_(evidence), transport_(transport) {}

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
    facts::collect(request_, evidence_);
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

  const facts::Request& request_;
  dns::Evidence& evidence_;
  net::Transport& transport_;
  std::set<dns::Question> in_flight_;
};

unsigned remembered(const net::Transport& transport) {
  return transport.remembered ? static_cast<unsigned>(transport.remembered()) : 0;
}

}  // namespace

Audit audit_evidence(const facts::Request& request, dns::Evidence evidence) {
  Audit audit;
  audit.request = request;
  audit.evidence = std::move(evidence);  // first: the facts point into it
  audit.evidence.settle(dns::Outcome::not_asked);
  audit.facts = facts::collect(request, audit.evidence);
  audit.findings = rules::judge(audit.facts);
  repair::propose(audit.facts, audit.evidence, audit.findings);
  audit.verdict = rules::verdict(audit.facts);
  return audit;
}

Audit audit_domain(const facts::Request& request, dns::Evidence evidence, net::Transport& transport,
                   const Limits& limits, const std::atomic<bool>& stop) {
  const Clock::time_point start = Clock::now();
  const unsigned remembered_before = remembered(transport);
  const bool complete = Gathering(request, evidence, transport).run(start + limits.deadline, stop);
  if (!complete) evidence.settle(stop ? dns::Outcome::not_asked : dns::Outcome::timeout);
  if (evidence.cost.questions > 0) {
    evidence.cost.cached = remembered(transport) - remembered_before;
    evidence.cost.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - start);
  }
  return audit_evidence(request, std::move(evidence));
}

}  // namespace mailauth::audit
