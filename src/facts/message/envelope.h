#pragma once

#include "facts/message.h"

namespace mailauth::facts {

// Sets `envelope`: from the options, else from the fields of the host that received the message.
void read_envelope(MessageFacts& facts);

}  // namespace mailauth::facts
