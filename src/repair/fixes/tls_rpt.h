#pragma once

#include "repair/effect.h"
#include "repair/fixes/fixes.h"

namespace mailauth::repair {

std::vector<rules::Fix> tls_rpt_fixes(const Problem& problem);
std::optional<Consequence> consequence_for_tls_rpt(const facts::Facts& before, const facts::Facts& after);

}  // namespace mailauth::repair
