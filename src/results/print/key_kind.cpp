#include "results/print/key_kind.h"

#include <fmt/format.h>

namespace mailauth::results {

std::string key_kind(const Word<records::dkim::Algorithm>& algorithm, unsigned bits) {
  if (algorithm == records::dkim::Algorithm::rsa) return fmt::format("RSA {}", bits);
  return algorithm == records::dkim::Algorithm::ed25519 ? "Ed25519" : std::string(algorithm.text());
}

}  // namespace mailauth::results
