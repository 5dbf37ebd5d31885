#pragma once
// What reports say of a message in words, in one place.

#include <string>
#include <vector>

#include "facts/message.h"

namespace mailauth::report {

// Why a signature has its result: "the body was changed after signing". Without full stop.
std::string why(const facts::Signature& signature);

// What makes DMARC pass at receivers of RFC 9989: "spf", "dkim".
std::vector<std::string> aligned_by(const facts::MessageFacts& message);

}  // namespace mailauth::report
