#pragma once
// Tags of a DMARC record that became part of the tag before them, because no ';' stands between the two.

#include <string_view>

#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules {

// What stands in place of the ';'.
enum class Separator : uint8_t { blank, other };

// One finding for each record that has such tags; each of them is marked. `problem` says what is wrong when there are
// several.
void report_swallowed_tags(const Facts& facts, Separator kind, std::string_view problem, Findings& findings);

}  // namespace mailauth::rules
