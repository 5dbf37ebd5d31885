#pragma once
// Findings that a fix may bring, because they are a lower step of the same ladder: what was worse hid them.

#include <set>
#include <string_view>

#include "rules/rule.h"

namespace mailauth::repair {

// `removed`: the ids of the rules whose findings the fix removes.
bool is_lower_step(const rules::Finding& brought, const std::set<std::string_view>& removed);

}  // namespace mailauth::repair
