#pragma once
// Commands that a report tells people to run.

#include <string>
#include <string_view>

namespace mailauth::text {

// `word` as an argument of a command in a shell: in quotes where it needs them. Of control characters `?` remains,
// which fits any: what is printed must be safe on a terminal before it is right.
std::string shell_word(std::string_view word);

}  // namespace mailauth::text
