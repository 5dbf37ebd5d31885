#pragma once
// The list of formats that can be read.

#include <vector>

#include "inputs/record.h"

namespace mailauth::inputs {

std::vector<Format> all_formats();

}  // namespace mailauth::inputs
