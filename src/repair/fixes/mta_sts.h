#pragma once

#include "repair/effect.h"
#include "repair/fixes/fixes.h"

namespace mailauth::repair {

std::vector<rules::Fix> mta_sts_fixes(const Problem& problem);
std::optional<Consequence> consequence_for_mta_sts(const facts::Facts& before, const facts::Facts& after);

}  // namespace mailauth::repair
