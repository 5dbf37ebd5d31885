#pragma once
// Verifying a signature, step by step as RFC 6376 6.1 says.

#include "facts/message.h"

namespace mailauth::facts {

// What can be said without the DNS: tags, digests. `field` is one of the message's; hash_bodies() fills in the rest.
Signature read_signature(const messages::Message& message, const messages::Field& field,
                         records::dkim_signature::FieldKind kind);

// d= as a name, U-labels as A-labels (RFC 8616 3). Nothing when it is none.
std::optional<dns::Name> domain_of(const records::dkim_signature::Record& record);

// Asks for the key, and sets result and reason. `now`: seconds since 1970, when the message was received.
// With a pending answer the signature is as good as unanswered: the caller asks again.
void verify(Signature& signature, uint64_t now, dns::Evidence& evidence);

// A key is asked for and tried on a digest: what a seal has in common with the others.
void verify_with_key(Signature& signature, dns::Evidence& evidence);

}  // namespace mailauth::facts
