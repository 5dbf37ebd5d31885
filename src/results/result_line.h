#pragma once
// What a result line begins with, without parsing it: resuming and merging look at nothing else. Only for lines as
// to_line() writes them; parse_line() reads what others have rewritten.

#include <cstdint>
#include <string_view>

namespace mailauth::results {

enum class LineKind : uint8_t { domain, summary, other };
LineKind kind_of(std::string_view line);

// Of LineKind::domain.
std::string_view domain_of(std::string_view line);

}  // namespace mailauth::results
