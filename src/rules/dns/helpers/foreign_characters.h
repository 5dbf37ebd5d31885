#pragma once
// Characters that do not belong into a policy, as one finding.

#include <string>

#include "diagnosis/characters.h"
#include "rules/rule.h"

namespace mailauth::rules {

// A finding that marks them, each with what `advice` says to do there. There is at least one.
Finding& mark_characters(const Source& source, const diagnosis::SomeForeign& characters,
                         std::string (*advice)(const Source&, const diagnosis::ForeignCharacter&), Findings& findings);
std::string first_and_number(const diagnosis::SomeForeign& characters);  // "U+0009 and 3 more"

}  // namespace mailauth::rules
