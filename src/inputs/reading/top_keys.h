#pragma once
// The keys of a JSON or YAML document's outermost map, as far as they can be seen without reading it.

#include <string_view>
#include <vector>

namespace mailauth::inputs {

inline constexpr std::size_t max_top_keys = 100;

std::vector<std::string_view> top_keys_of_json(std::string_view bytes);
// Of a YAML map in block style; empty when the first line that says anything is no key of one.
std::vector<std::string_view> top_keys_of_yaml(std::string_view bytes);

}  // namespace mailauth::inputs
