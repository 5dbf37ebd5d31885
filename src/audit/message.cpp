#include "audit/message.h"

#include "rules/judge.h"

namespace mailauth::audit {

Audit audit_message(facts::MessageFacts message, dns::Evidence evidence) {
  Audit audit;
  audit.evidence = std::move(evidence);
  audit.evidence.settle(dns::Outcome::not_asked);
  collect(message, audit.evidence);
  if (!message.from.empty()) audit.request.domain = message.from.front().domain;
  audit.facts.request = audit.request;
  audit.facts.unanswered = unanswered(message);
  audit.message = std::move(message);
  audit.findings = rules::judge(*audit.message);
  return audit;
}

}  // namespace mailauth::audit
