#pragma once
// Records whose names are only known when they are published, such as the tokens of Amazon SES: they may be a key or a
// policy, so what the files and the DNS of today do not have of these is not known, and never absent.

#include <vector>

#include "inputs/document.h"
#include "inputs/reading/worlds.h"

namespace mailauth::inputs {

void leave_open(const std::vector<Nameless>& sets, PublishedState& state);

}  // namespace mailauth::inputs
