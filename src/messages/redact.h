#pragma once

#include <string>

#include "messages/message.h"

namespace mailauth::messages {

// A copy that can be shown to others: of the body and of fields that say something to people each letter is 'x' and each
// digit '0', and of addresses only the domain is left. What has to do with authentication stays, and every octet has its
// place, so that line ends, blanks, folding and lengths are as they were. Signatures do not verify any more.
std::string redacted(const Message& message);

}  // namespace mailauth::messages
