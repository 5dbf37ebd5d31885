#include "results/key_kind.h"

#include <fmt/format.h>

namespace mailauth::results {

std::string key_kind(const std::string& algorithm, unsigned bits) {
  if (algorithm == "rsa") return fmt::format("RSA {}", bits);
  return algorithm == "ed25519" ? "Ed25519" : algorithm;
}

}  // namespace mailauth::results
