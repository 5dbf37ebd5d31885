#pragma once
// The value of p= in a DKIM key record, repaired.

#include <optional>
#include <string>
#include <string_view>

#include "records/dkim.h"
#include "repair/record/plain_text.h"

namespace mailauth::repair {

struct RepairedKey {
  std::string p;  // in base64, without blanks
  records::dkim::Algorithm algorithm = records::dkim::Algorithm::unknown;
};

// In the form that verifiers read: SubjectPublicKeyInfo for RSA, 32 bytes for Ed25519. Nothing when the bytes hold no
// whole public key.
std::optional<RepairedKey> repair_key(std::string_view p, Changes& changes);

}  // namespace mailauth::repair
