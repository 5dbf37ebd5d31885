#pragma once
// One domain from evidence to findings, with or without a network.

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/gather.h"
#include "dns/evidence.h"
#include "facts/facts.h"
#include "rules/rule.h"
#include "rules/verdict.h"

namespace mailauth::audit {

struct Audit {
  facts::Request request;
  dns::Evidence evidence;  // `facts` points into it
  facts::Facts facts;
  std::vector<rules::Finding> findings;
  unsigned repairs_untried = 0;  // of so many findings, because what was published is too much
  rules::Verdict verdict;
  // The message that was judged, and not the domain in its From: `facts` only names that one then.
  std::optional<facts::MessageFacts> message;

  Audit() = default;
  Audit(Audit&&) = default;
  Audit& operator=(Audit&&) = default;
  Audit(const Audit&) = delete;  // a copy's facts would point into the other's evidence
  Audit& operator=(const Audit&) = delete;
};

enum class Repairs : uint8_t { proposed, none };

// Fills in what follows from the facts. These were collected from the evidence, and nothing was missing. Many at once
// cost less than one after the other.
void judge(std::span<Audit> audits, Repairs repairs = Repairs::proposed);

// From what is known; what is still missing counts as not asked.
Audit audit_evidence(const facts::Request& request, dns::Evidence evidence);

// Asks for what is missing until nothing is, or the deadline has come, or `stop` is set: then what is
// pending becomes a timeout (not asked, when stopped).
Audit audit_domain(const facts::Request& request, dns::Evidence evidence, net::Transport& transport,
                   const Limits& limits, const std::atomic<bool>& stop);

}  // namespace mailauth::audit
