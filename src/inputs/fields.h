#pragma once
// Fields that a document must have to be what it says it is. All of these throw an Error.

#include <string>
#include <string_view>

#include "inputs/tree.h"

namespace mailauth::inputs {

const Tree& required(const Tree& map, std::string_view key, const std::string& path);
const Tree& required_text(const Tree& map, std::string_view key, const std::string& path);
const Tree& required_list(const Tree& map, std::string_view key, const std::string& path);
const Tree& required_map(const Tree& map, std::string_view key, const std::string& path);
void expect_map(const Tree& value, std::string_view what, const std::string& path);

// "txt" is TXT; safe to print.
std::string type_text(std::string_view type);

}  // namespace mailauth::inputs
