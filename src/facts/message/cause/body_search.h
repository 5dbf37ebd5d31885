#pragma once
// Trying bodies on bh=.

#include "facts/message_cause.h"

namespace mailauth::facts::causes {

// Sets Cause::body when it is found, and `relaxed_alike` when relaxed canonicalization would not see the change.
void search_body(const messages::Message& message, const Signature& signature, Cause& cause, bool& relaxed_alike);

}  // namespace mailauth::facts::causes
