#pragma once
// Fields that a document must have to be what it says it is. They throw an Error.

#include <string>
#include <string_view>
#include <vector>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

const Tree& required(const Tree& map, std::string_view key, const std::string& path);
const Tree& required_text(const Tree& map, std::string_view key, const std::string& path);
const Tree& required_list(const Tree& map, std::string_view key, const std::string& path);
const Tree& required_map(const Tree& map, std::string_view key, const std::string& path);
void expect_map(const Tree& value, std::string_view what, const std::string& path);

// "a, b, c, d, e, 7 more": for people.
std::string shortened(const std::vector<std::string>& items);

// "txt" is TXT; safe to print.
std::string type_text(std::string_view type);

// TXT, CNAME, MX, A, AAAA, NS: what decides what is sent or received in a domain's name.
bool concerns_mail(std::string_view type);

}  // namespace mailauth::inputs
