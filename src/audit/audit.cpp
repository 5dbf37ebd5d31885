#include "mailauth/audit/audit.h"

#include <utility>

#include "mailauth/facts/collect.h"
#include "mailauth/repair/repair.h"
#include "mailauth/rules/judge.h"

namespace mailauth::audit {

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
  const auto pass = [&](dns::Evidence& known) { facts::collect(request, known); };
  gather(pass, evidence, transport, limits, stop);
  return audit_evidence(request, std::move(evidence));
}

}  // namespace mailauth::audit
