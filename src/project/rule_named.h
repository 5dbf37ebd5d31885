#pragma once
// Rules by the ids that users type.

#include <string>

#include "rules/rule.h"

namespace mailauth::project {

// Throws Error with the id that was probably meant.
const rules::Rule& rule_named(const std::string& id);

}  // namespace mailauth::project
