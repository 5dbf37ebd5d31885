#pragma once
// Findings that a fix may bring, because they are a lower step of the same ladder: what was worse hid them.

#include <span>

#include "rules/rule.h"

namespace mailauth::repair {

// `removed`: the rules whose findings the fix removes.
bool is_lower_step(const rules::Finding& brought, std::span<const rules::Rule* const> removed);

}  // namespace mailauth::repair
