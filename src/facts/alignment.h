#pragma once
// Does what authenticated a message stand for the domain in its From (RFC 7489 3.1, RFC 9989 4.4)? For both generations
// of receivers, and with what nobody knows kept apart. Pure: `spf check` feeds it as well as the verdict.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "dns/evidence.h"
#include "facts/dmarc_discovery.h"

namespace mailauth::facts {

// In this order: of two that both have to hold the lesser counts, of two of which one is enough the greater.
enum class Known : uint8_t { no, unknown, yes };
constexpr Known known(bool holds) { return holds ? Known::yes : Known::no; }

// The same question at both generations of receivers.
struct ByGeneration {
  Known rfc7489 = Known::no, rfc9989 = Known::no;

  Known both() const { return std::min(rfc7489, rfc9989); }
  Known either() const { return std::max(rfc7489, rfc9989); }
  friend bool operator==(const ByGeneration&, const ByGeneration&) = default;
};
ByGeneration both_of(const ByGeneration& a, const ByGeneration& b);    // "and", for each
ByGeneration either_of(const ByGeneration& a, const ByGeneration& b);  // "or"

// A domain that SPF or a DKIM signature can authenticate: the MAIL FROM's, or d=.
struct Identity {
  dns::Name domain;
  dns::Name by_suffix_list, by_tree_walk;  // its organizational domain
  bool walk_unknown = false;               // a question of the tree walk has no answer
};
Identity identity_of(const dns::Name& domain, dns::Evidence& evidence);
// The same for the domain that `discovery` is about.
Identity identity_of(const dns::Name& domain, const Discovery& discovery);

// Does it align with the domain of `discovery`, under the mode of the policy in force there? Relaxed, where there is no
// policy.
ByGeneration spf_alignment(const Identity& mail_from, const dns::Name& from, const Discovery& discovery);
ByGeneration dkim_alignment(const Identity& signer, const dns::Name& from, const Discovery& discovery);

// One check of a message, or of all messages of one sender.
struct Authenticated {
  Known passes = Known::no;
  ByGeneration aligns;
};
// DMARC passes where one of the checks passes and aligns.
ByGeneration dmarc_passes(std::span<const Authenticated> checks);

}  // namespace mailauth::facts
