#include "audit/audit.h"

#include <utility>

#include "facts/collect.h"
#include "repair/repair.h"
#include "rules/judge.h"

namespace mailauth::audit {

void judge(std::span<Audit> audits, Repairs repairs) {
  std::vector<const facts::Facts*> facts;
  for (const Audit& audit : audits) facts.push_back(&audit.facts);
  std::vector<std::vector<rules::Finding>> findings = rules::judge(facts);
  for (std::size_t i = 0; i < audits.size(); ++i) {
    Audit& audit = audits[i];
    audit.findings = std::move(findings[i]);
    if (repairs == Repairs::proposed)
      audit.repairs_untried = repair::propose(audit.facts, audit.evidence, audit.findings);
    audit.verdict = rules::verdict(audit.facts);
  }
}

Audit audit_evidence(const facts::Request& request, dns::Evidence evidence) {
  Audit audit;
  audit.request = request;
  audit.evidence = std::move(evidence);
  audit.evidence.settle(dns::Outcome::not_asked);
  audit.facts = facts::collect(request, audit.evidence);
  judge(std::span(&audit, 1));
  return audit;
}

Audit audit_domain(const facts::Request& request, dns::Evidence evidence, net::Transport& transport,
                   const Limits& limits, const std::atomic<bool>& stop) {
  facts::Collection collection(request);
  const auto pass = [&](dns::Evidence& known) { collection.ask(known); };
  gather(pass, evidence, transport, limits, stop);
  return audit_evidence(request, std::move(evidence));
}

}  // namespace mailauth::audit
