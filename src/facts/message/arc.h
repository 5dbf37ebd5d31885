#pragma once
// ARC chains (RFC 8617): what each hop that changed a message said of it before.

#include "facts/message.h"

namespace mailauth::facts {

// The sets by instance, as far as they can be put together; with `why` where the chain is broken by its form alone.
ArcChain read_arc(const messages::Message& message);
// The signatures whose `body` has to be hashed.
std::vector<Signature*> message_signatures(ArcChain& chain);

// RFC 8617 5.2
void verify(ArcChain& chain, dns::Evidence& evidence);

}  // namespace mailauth::facts
