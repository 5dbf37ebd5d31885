#pragma once
// Text from the DNS inside a message.

#include <string>
#include <string_view>

namespace mailauth::text {

// In single quotes, escaped, and cut when it is long: 'include:_spf.example.net'
std::string quote(std::string_view bytes);

}  // namespace mailauth::text
