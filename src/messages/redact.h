#pragma once

#include <string>

#include "messages/message.h"

namespace mailauth::messages {

// A copy that can be shown to others: each letter is 'x' and each digit '0', but for what authentication is about:
// domains, addresses of hosts, times, tags of signatures but z=, b= and bh=, words that servers write, and the names of
// fields. Every octet has its place, so that line ends, blanks, folding and lengths are as they were. Signatures do not
// verify any more.
std::string redacted(const Message& message);

}  // namespace mailauth::messages
