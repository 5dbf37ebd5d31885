#pragma once
// One line of a list of domains.

#include <optional>
#include <string>
#include <string_view>

namespace mailauth::sweep {

// The column that holds the domain, without quotes; nothing when the line is empty or a comment.
std::optional<std::string> domain_column(std::string_view line);

// "domain", "hostname" and the like: a single word above a column of domains.
bool is_header(std::string_view column);

}  // namespace mailauth::sweep
