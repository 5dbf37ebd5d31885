#pragma once

#include <string>

#include "results/word.h"

namespace mailauth::results {

// "RSA 2048", "Ed25519"; an algorithm that is not known is itself.
std::string key_kind(const Word<records::dkim::Algorithm>& algorithm, unsigned bits);

}  // namespace mailauth::results
