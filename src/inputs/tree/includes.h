#pragma once
// Files that YAML includes, "!include common/apex.yaml": beside the file that names them, and only where
// dns/include_folders.h allows it. What they hold is in the place of their name.

#include <functional>
#include <string>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

inline constexpr std::size_t max_yaml_includes = 1000;
inline constexpr std::size_t max_yaml_include_depth = 8;
inline constexpr std::size_t max_yaml_included_bytes = 16 << 20;  // all of them

// `refuse` is told of a file that is not read because of where it is.
Include includes_of(const std::string& path, std::function<void(const Tree& name)> refuse);

}  // namespace mailauth::inputs
