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
#include "messages/authentication_results.h"
#include "messages/message.h"
#include "records/dkim.h"
#include "records/dkim_signature.h"
#include "records/signed_hash.h"
#include "text/ip.h"
#include "text/worked_out.h"

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
  bool is_formed = true;                   // false: its form alone breaks it, whatever the keys are
  std::string why;                         // what broke it, a sentence without full stop; empty unless it failed
  const messages::Field* where = nullptr;  // may be null
};

// What the person who asks knows of the message.
struct MessageRequest {
  std::shared_ptr<const messages::Message> message;
  std::optional<text::Ip> ip = {};            // --ip: the address that sent it
  std::optional<std::string> mail_from = {};  // --mail-from: an address; empty for a bounce
  std::optional<std::string> helo = {};       // --helo
  std::optional<uint64_t> now = {};           // --now: when it was received; seconds since 1970
  std::vector<std::string> trusted = {};      // --trust: whose Authentication-Results are believed, beside those of
                                              // the host that received it
  bool is_attached = false;                   // it came in another one
  bool unsent = false;                        // --unsent: it has not left yet, so nobody has received it
  std::vector<Profile> profiles = {};         // --profile
  uint64_t today = 0;                         // what the clock says; seconds since 1970
};

// Something about the envelope, and which field of the message says so.
struct Clue {
  enum class Origin : uint8_t { none, given, received, return_path, received_spf, results, receiver_field };
  Origin origin = Origin::none;
  const messages::Field* field = nullptr;
  text::Span span = {};  // in the unfolded value of the field
};

// What the host that received the message knew of it (RFC 5321 2.3.1), as far as it can be found out.
struct Envelope {
  std::optional<text::Ip> ip;
  Clue ip_from;
  std::optional<std::string> mail_from;  // empty: a bounce
  Clue mail_from_from;
  std::string helo;  // empty: not known
  Clue helo_from;
  std::optional<uint64_t> time;  // when the host received it
  std::string receiver;          // the host: "mx.example.net"; empty: not known
  std::optional<bool> tls;       // over TLS? nothing: not known
};

// RFC 8601 2.7.2, and what is not known.
enum class DmarcResult : uint8_t { unknown, none, pass, fail, temperror, permerror };
std::string_view to_string(DmarcResult result);

// A domain in From, and what DMARC makes of the message for it.
struct FromDomain {
  text::Span span;  // in the unfolded value of From
  dns::Name domain;
  Discovery discovery;
  FromExists exists = FromExists::yes;
  DmarcOutcome outcome;
  DmarcResult rfc7489 = DmarcResult::unknown, rfc9989 = DmarcResult::unknown;
  // What the record asks for such a From, before pct= and t=, at receivers of RFC 9989.
  std::optional<records::dmarc::Policy> policy;
};

// An Authentication-Results field (RFC 8601).
struct ReceiverSaid {
  const messages::Field* field = nullptr;
  text::Source value;  // unfolded
  messages::AuthenticationResults results;
  bool trusted = false;  // the host that received the message wrote it, as far as that can be known
};

// What shows that the message came by way of another mailbox or a list, so that SPF says nothing of its sender.
struct Forwarding {
  std::string what;  // "the MAIL FROM was rewritten (SRS)"
  const messages::Field* field = nullptr;
};

struct MessageFacts {
  MessageRequest request;
  const messages::Message& message() const { return *request.message; }

  std::vector<const messages::Field*> from_fields;
  std::vector<FromDomain> from;  // each domain once, the first max_from_domains
  Envelope envelope;
  std::vector<ReceiverSaid> said;  // from the top
  std::optional<Forwarding> forwarding;
  std::vector<Signature> signatures;  // from the top
  ArcChain arc;

  std::optional<SpfClient> client;  // nothing: the envelope is not known
  std::optional<SpfCheck> spf;
  Identity spf_identity;
  ByGeneration spf_aligns;  // with the first domain of From

  // For the first domain of From; permerror where there are several, or none.
  DmarcResult rfc7489 = DmarcResult::unknown, rfc9989 = DmarcResult::unknown;
  text::WorkedOut worked_out;
};

// What the message says by itself.
MessageFacts read_message(MessageRequest request);

// What the DNS says of it. Pure; called again when answers have come in, until nothing is missing.
void collect(MessageFacts& facts, dns::Evidence& evidence);

// When the host received it, by which signatures are judged: seconds since 1970.
uint64_t time_of_receipt(const MessageFacts& facts);

// Every answer that failed() and that a result rests on.
std::vector<const dns::Answer*> unanswered(const MessageFacts& facts);

}  // namespace mailauth::facts
