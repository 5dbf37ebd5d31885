#pragma once
// The data of a record as it travels in messages (RFC 1035 3.3, without compression), which zone files may
// write in hexadecimal.

#include <optional>
#include <string_view>

#include "dns/answer.h"

namespace mailauth::dns {

// Nothing when the bytes are too few, too many, or no data of this type.
std::optional<Data> decode_data(Type type, std::string_view bytes);

}  // namespace mailauth::dns
