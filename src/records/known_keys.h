#pragma once
// Keys whose private halves are printed in documents.

#include <optional>
#include <string_view>

#include "records/dkim.h"

namespace mailauth::records::dkim {

// The document that has both halves of this key: "RFC 6376 C". Nothing for a key of one's own.
std::optional<std::string_view> origin_of_known_key(const PublicKey& key);

}  // namespace mailauth::records::dkim
