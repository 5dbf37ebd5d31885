#pragma once
// What DMARC makes of mail: of one message, or of all mail of one kind. Pure: whoever knows what authenticated a
// message asks here.

#include <optional>
#include <span>

#include "facts/alignment.h"
#include "facts/spf_check.h"

namespace mailauth::facts {

// At both generations of receivers: DMARC passes, and what the policy asks for when it does not.
struct DmarcOutcome {
  ByGeneration passes;
  std::optional<records::dmarc::Policy> rfc7489, rfc9989;  // nothing: no policy is in force
  bool policy_unknown = false;                             // the DNS did not say which one is

  friend bool operator==(const DmarcOutcome&, const DmarcOutcome&) = default;
};

enum class FromExists : uint8_t { no, yes };

Known passed(SpfResult result);

// NXDOMAIN says that it does not (RFC 9989 4.7, np=).
FromExists from_exists(const dns::Name& from, dns::Evidence& evidence);

// `discovery` is that of the domain in From; for one that does not exist np= or sp= of its organization counts.
DmarcOutcome dmarc_outcome(const Discovery& discovery, FromExists exists, std::span<const Authenticated> checks);

// A message of which SPF is known and nothing else: what it says for the domain in From.
struct SpfForDmarc {
  dns::Name from;
  dns::Name authenticated;  // the domain of MAIL FROM, or of HELO for a bounce
  Authenticated spf;
  DmarcOutcome outcome;
};
SpfForDmarc spf_for_dmarc(const dns::Name& from, const SpfClient& client, const SpfCheck& check,
                          dns::Evidence& evidence);

}  // namespace mailauth::facts
