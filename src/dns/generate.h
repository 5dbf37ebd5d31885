#pragma once
// $GENERATE of BIND: records that differ in a number.
//
//     $GENERATE 1-9/2 host${100,3,d} A 192.0.2.$

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mailauth::dns {

struct NumberRange {
  uint32_t first = 0, last = 0, step = 1;
};

// "1-9", "0-100/2"; up to 2^31-1 as in BIND.
std::optional<NumberRange> parse_range(std::string_view text);
// Every '$' is the number, "${offset,width,base}" with the offset added, to a width and in a base: d, o, x, X, or n and
// N for the nibbles of reverse zones. "$$" and "\$" are a '$'. Nothing: this is no such text, or the number becomes too
// large.
std::optional<std::string> with_number(std::string_view pattern, uint32_t number);

}  // namespace mailauth::dns
