#pragma once

#include <string>

namespace mailauth::results {

// "RSA 2048", "Ed25519"; an algorithm that is not known is itself.
std::string key_kind(const std::string& algorithm, unsigned bits);

}  // namespace mailauth::results
