#pragma once
// The digests of a body that signatures ask for. The body is gone through once for each canonicalization, however many
// signatures there are.

#include "facts/message.h"

namespace mailauth::facts {

// Sets `body`, `body_octets` of each.
void hash_bodies(const messages::Message& message, const std::vector<Signature*>& signatures);

}  // namespace mailauth::facts
