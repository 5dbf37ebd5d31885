#pragma once

#include "facts/message.h"

namespace mailauth::facts {

// Sets `forwarding`.
void read_forwarding(MessageFacts& facts);

}  // namespace mailauth::facts
