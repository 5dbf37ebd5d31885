#pragma once

#include <chrono>

#include "text/date.h"

namespace mailauth::cli {

// In UTC.
inline text::Date today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

}  // namespace mailauth::cli
