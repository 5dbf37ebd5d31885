#pragma once
// Resources of a template that are no record sets of Route 53, but may make DNS records.

#include <string>
#include <vector>

#include "inputs/document.h"
#include "inputs/tree/tree.h"

namespace mailauth::inputs {

// For people, why what the resource makes is not read; empty: it makes no records.
std::string why_not_read(const std::string& id, const Tree& resource);
// Of the macros that a template is sent through before it is used. They may make anything.
std::vector<Gap> gaps_of_macros(const Tree& document, const std::string& path);

}  // namespace mailauth::inputs
