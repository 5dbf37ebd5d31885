#pragma once
// Which column of a list holds the domains. A list is one domain a line, or what a spreadsheet or a database exports:
// with any of three separators, quotes, a header, and the domain anywhere among the first columns.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::sweep {

inline constexpr std::size_t max_columns = 10;   // that are looked at
inline constexpr std::size_t sample_lines = 64;  // from which the column is found out

struct Layout {
  std::string_view separators = ",;\t";  // any of them ends a column
  std::size_t column = 0;
};

// It is empty or a comment.
bool says_nothing(std::string_view line);
bool has_columns(std::string_view line);  // more than one

// By the header, where values below it are domains, otherwise by content: where most values are.
Layout layout_of(std::span<const std::string> lines);

// Without quotes, blanks around it and a comment behind it. A line that has but one column gives that.
std::string value_of(std::string_view line, const Layout& layout);

// One of its first columns is a title: "domain", "Host name", "registered_domain". Only a line above all others is one.
bool is_header(std::string_view line, const Layout& layout);

}  // namespace mailauth::sweep
