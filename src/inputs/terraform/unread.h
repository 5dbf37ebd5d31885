#pragma once
// Resources of types that are not read: which of them may be DNS records all the same.

#include <string_view>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

// A type for records of private zones alone, or for such zones.
bool is_of_private_zone(std::string_view type);

// By the name of its type, or because a value of its states begins as a record of SPF, DKIM or DMARC does.
bool may_hold_records(std::string_view type, const Tree& change);

}  // namespace mailauth::inputs
