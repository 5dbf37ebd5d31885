#include "sweep/key_kind.h"

#include <fmt/format.h>

namespace mailauth::sweep {

std::string key_kind(const std::string& algorithm, unsigned bits) {
  if (algorithm == "rsa") return fmt::format("RSA {}", bits);
  return algorithm == "ed25519" ? "Ed25519" : algorithm;
}

}  // namespace mailauth::sweep
