#pragma once
// All that is known about one message: what it says, what receivers make of its signatures, of SPF and of DMARC. Plain
// data; pointers to answers point into the Evidence, those to fields into the message.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/evidence.h"
#include "facts/alignment.h"
#include "facts/dmarc_discovery.h"
#include "facts/dmarc_outcome.h"
#include "facts/request.h"
#include "facts/spf_check.h"
#include "messages/message.h"
#include "records/dkim.h"
#include "records/dkim_signature.h"
#include "records/signed_hash.h"
#include "text/ip.h"

namespace mailauth::facts {

inline constexpr std::size_t max_signatures = 25;   // that are verified; the others are named
inline constexpr std::size_t max_arc_sets = 50;     // RFC 8617 4.2.1
inline constexpr std::size_t max_from_domains = 5;  // that DMARC is worked out for

// The words of RFC 8601 2.7.1.
enum class DkimResult : uint8_t { none, pass, fail, policy, neutral, temperror, permerror };
std::string_view to_string(DkimResult result);

// What decided a signature.
enum class DkimReason : uint8_t {
  verified,
  faulty,           // the tags cannot be used: record.faults
  not_verified,     // it is beyond max_signatures
  dns_failed,       // no answer for the key
  no_key,           // no TXT at <selector>._domainkey.<domain>
  not_a_key,        // what is there cannot be read as a key
  revoked,          // p= is empty
  other_key_type,   // k= is not that of a=
  other_hash,       // h= of the key leaves sha256 out
  other_service,    // s= of the key leaves mail out
  subdomain,        // t=s of the key, and i= is below d=
  weak_key,         // RSA of less than 1024 bits (RFC 8301 3.2)
  weak_hash,        // rsa-sha1 (RFC 8301 3.1)
  expired,          // x= was over when it was received
  body_too_short,   // l= is more than there is
  body_changed,     // bh= is of another body
  signature_wrong,  // the header was changed, or it was another key
};

// A DKIM-Signature field, or an ARC-Message-Signature.
struct Signature {
  const messages::Field* field = nullptr;
  records::dkim_signature::Record record;
  std::vector<const messages::Field*> signed_fields;  // for each name of h=; null: no field (any more)
  records::Digest body, header;                       // what this message has
  uint64_t body_octets = 0;                           // of the canonical body, all of it

  dns::Name key_name;                          // <selector>._domainkey.<domain>
  const dns::Answer* answer = nullptr;         // null: was not asked
  const records::dkim::Record* key = nullptr;  // the one that decided; null: there is none
  bool body_matches = false, header_matches = false;
  DkimResult result = DkimResult::none;
  DkimReason reason = DkimReason::verified;
  Identity identity;    // what it authenticates
  ByGeneration aligns;  // with the domain of From; of the first one where there are several
};

// RFC 8617 5.2
enum class ArcResult : uint8_t { none, pass, fail, temperror };
std::string_view to_string(ArcResult result);

struct ArcSet {
  unsigned instance = 0;
  const messages::Field* results = nullptr;  // ARC-Authentication-Results
  std::optional<Signature> message_signature;
  std::optional<Signature> seal;  // `signed_fields` is empty: a seal covers the sets
};

struct ArcChain {
  ArcResult result = ArcResult::none;
  std::vector<ArcSet> sets;                // by instance
  std::string why;                         // what broke it, a sentence without full stop; empty unless it failed
  const messages::Field* where = nullptr;  // may be null
};

}  // namespace mailauth::facts
