#pragma once
// Names of hosts as mail uses them (RFC 1123 2.1, RFC 5321 4.1.2: sub-domain).

#include <string_view>

namespace mailauth::records {

// One or more labels of letters, digits and inner hyphens, with dots between them.
bool is_sequence_of_labels(std::string_view name);

// A name with at least one dot that mail can be sent to: not an address literal.
bool is_host_name(std::string_view name);

}  // namespace mailauth::records
