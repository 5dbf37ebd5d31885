#include "records/known_keys.h"

#include <algorithm>
#include <array>
#include <string>

namespace mailauth::records::dkim {

namespace {

struct KnownKey {
  unsigned bits;
  std::string_view spki_sha256;  // of the SubjectPublicKeyInfo, hexadecimal: the form of the lists of badkeys
  std::string_view origin;
};

constexpr std::array<KnownKey, 3> known_keys{{
    {1024, "dba3f0cb69f06d70e41abc6ac5812bc3d2639a24b621ba5d241202ac89cb7b9c", "RFC 6376 C.2"},
    {256, "362d9a99501883f6d1ac717c53fff96582fb0a7c52464cb64b9082aa887bc7b4", "RFC 8463 A"},
    {1024, "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9", "RFC 8463 A"},
}};

}  // namespace

std::optional<std::string_view> origin_of_known_key(const PublicKey& key) {
  const bool is_candidate =
      std::any_of(known_keys.begin(), known_keys.end(), [&](const KnownKey& known) { return known.bits == key.bits; });
  if (key.spki.empty() || !is_candidate) return std::nullopt;
  const std::string digest = fingerprint(key);
  const auto found = std::find_if(known_keys.begin(), known_keys.end(),
                                  [&](const KnownKey& known) { return known.spki_sha256 == digest; });
  return found == known_keys.end() ? std::nullopt : std::optional(found->origin);
}

}  // namespace mailauth::records::dkim
