#pragma once
// What the domain's own mail can rely on under DMARC: how far SPF, DKIM and the policy in force are known to carry.

#include <optional>
#include <string>

#include "rules/rule.h"

namespace mailauth::rules {

enum class SpfStrength : uint8_t {
  permits,    // somebody may send, with a MAIL FROM that can align with the domain
  unaligned,  // somebody may send, but aspf=s does not let the MAIL FROM in use align
  nobody,     // the record permits nobody: "v=spf1 -all"
  none,       // the DNS says that there is no record
  broken,     // receivers answer permerror, at least for some senders
  unknown,    // the DNS did not say
};
SpfStrength spf_strength(const facts::Facts& facts);

enum class DkimStrength : uint8_t {
  usable,  // a selector has a key that verifiers can use
  none,    // _domainkey does not exist, or no selector that was given has a usable key; nor does the organization
  selectors_unknown,  // keys may exist under names that nobody gave: selectors cannot be listed
  unanswered,         // the DNS did not say
};
DkimStrength dkim_strength(const facts::Facts& facts);
// The DNS said so about every name that was asked for: no selector exists.
bool has_no_selector(const facts::Facts& facts);

// Of a domain below its organizational one: may keys of that sign for it, which aligns unless adkim=s? No when it has
// none.
facts::Known organization_signs(const facts::Facts& facts);

// The policy that receivers apply to mail from the domain: the stricter one, if the two generations of DMARC differ.
struct PolicyInForce {
  const facts::DmarcView* view = nullptr;  // has a record
  records::dmarc::Policy policy = records::dmarc::Policy::none;

  const records::dmarc::Record& record() const { return *view->record; }
  // The bytes that say so, for a mark: the value of p, or of sp when the record is another domain's.
  text::Span place() const;
};
std::optional<PolicyInForce> policy_in_force(const facts::Facts& facts);

std::string policy_text(std::optional<records::dmarc::Policy> policy);  // "p=reject", "no policy"

// A policy of quarantine or reject is in force, the domain is not parked, SPF is known to be of no use, and no DKIM key
// is known.
bool nothing_authenticates(const facts::Facts& facts);

// For a finding that holds only if no DKIM key stands at a selector that nobody gave.
void doubt_for_want_of_selectors(Finding& finding);

}  // namespace mailauth::rules
