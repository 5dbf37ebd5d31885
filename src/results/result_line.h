#pragma once
// What a result line is at first sight, without parsing it: only good for counting, and for lines that are cut. What is
// to be believed is parsed.

#include <string_view>

namespace mailauth::results {

// The line of a domain.
bool looks_like_result(std::string_view line);
// The beginning of a line that to_line() wrote, as a crash or a full disk leaves it.
bool may_be_cut(std::string_view beginning);

}  // namespace mailauth::results
