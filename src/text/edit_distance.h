#pragma once
// "Did you mean ...?"

#include <optional>
#include <span>
#include <string_view>

namespace mailauth::text {

// The number of insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`
// (optimal string alignment), ignoring case. Longer words than 64 bytes count as far apart.
unsigned edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word` with at most `limit` edits; the first one of equals.
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates,
                                        unsigned limit = 2);

}  // namespace mailauth::text
