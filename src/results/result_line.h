#pragma once
// What a result line says, without parsing it: resuming and merging look at nothing else. Only for lines as
// to_line() writes them; parse_line() reads what others have rewritten.

#include <cstdint>
#include <string_view>

namespace mailauth::results {

enum class LineKind : uint8_t { domain, summary, other };
LineKind kind_of(std::string_view line);

// Of LineKind::domain.
std::string_view domain_of(std::string_view line);
bool is_complete(std::string_view line);  // every answer has come that its verdict rests on

}  // namespace mailauth::results
