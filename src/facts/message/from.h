#pragma once

#include "facts/message.h"

namespace mailauth::facts {

// Sets `from_fields` and the domains of `from`, in the order of the text.
void read_from(MessageFacts& facts);

}  // namespace mailauth::facts
