#pragma once
// The list of formats that can be read.

#include <vector>

#include "mailauth/inputs/record.h"

namespace mailauth::inputs {

std::vector<Format> all_formats();

}  // namespace mailauth::inputs
