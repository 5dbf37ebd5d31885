#include "dns/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "text/ascii.h"

namespace mailauth::dns {
namespace {

constexpr unsigned max_number = std::numeric_limits<int32_t>::max();
constexpr unsigned max_width = 127;  // as in BIND

struct NumberFormat {
  int64_t offset = 0;
  unsigned width = 0;
  char base = 'd';
};

std::optional<int64_t> parse_offset(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::optional<unsigned> number = text::parse_number(text, max_number);
  if (!number) return std::nullopt;
  return negative ? -int64_t{*number} : int64_t{*number};
}

// "-1,3,x", without what it leaves out at its end.
std::optional<NumberFormat> parse_format(std::string_view text) {
  const std::vector<std::string_view> parts = text::split(text, ',');
  NumberFormat format;
  const std::optional<int64_t> offset = parse_offset(parts[0]);
  const std::optional<unsigned> width = parts.size() > 1 ? text::parse_number(parts[1], max_width) : 0;
  if (parts.size() > 2) format.base = parts[2].size() == 1 ? parts[2][0] : '?';
  constexpr std::string_view bases = "doxXnN";
  if (!offset || !width || parts.size() > 3 || bases.find(format.base) == std::string_view::npos) return std::nullopt;
  format.offset = *offset;
  format.width = *width;
  return format;
}

// "2.1.0" of 0x12 to a width of 5: the least digit first, a label each.
std::string nibbles(uint32_t number, unsigned width, bool upper_case) {
  std::string text;
  do {
    text += (upper_case ? "0123456789ABCDEF" : "0123456789abcdef")[number & 0xF];
    number >>= 4;
    if (number != 0 || text.size() < width) text += '.';
  } while (number != 0 || text.size() < width);
  return text;
}

std::optional<std::string> written(uint32_t number, const NumberFormat& format) {
  const int64_t value = int64_t{number} + format.offset;
  if (value > int64_t{max_number}) return std::nullopt;
  const auto bits = static_cast<uint32_t>(value);
  switch (format.base) {
    case 'n':
    case 'N': return nibbles(bits, format.width, format.base == 'N');
    case 'o': return fmt::format("{:0{}o}", bits, format.width);
    case 'x': return fmt::format("{:0{}x}", bits, format.width);
    case 'X': return fmt::format("{:0{}X}", bits, format.width);
    default: return fmt::format("{:0{}d}", value, format.width);
  }
}

// Takes "$", "$$" or "${0,3,d}" from the front; gives what it says.
std::optional<std::string> take_dollar(std::string_view& pattern, uint32_t number) {
  pattern.remove_prefix(1);
  if (pattern.starts_with('$')) {
    pattern.remove_prefix(1);
    return "$";
  }
  if (!pattern.starts_with('{')) return written(number, {});
  const std::size_t end = pattern.find('}');
  if (end == std::string_view::npos) return std::nullopt;
  const std::optional<NumberFormat> format = parse_format(pattern.substr(1, end - 1));
  pattern.remove_prefix(end + 1);
  return format ? written(number, *format) : std::nullopt;
}

}  // namespace

std::optional<NumberRange> parse_range(std::string_view text) {
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const std::size_t slash = std::min(text.find('/', hyphen), text.size());
  const auto first = text::parse_number(text.substr(0, hyphen), max_number);
  const auto last = text::parse_number(text.substr(hyphen + 1, slash - hyphen - 1), max_number);
  const auto step = slash < text.size() ? text::parse_number(text.substr(slash + 1), max_number) : 1;
  if (!first || !last || !step || *first > *last || *step == 0) return std::nullopt;
  return NumberRange{*first, *last, *step};
}

std::optional<std::string> with_number(std::string_view pattern, uint32_t number) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t plain = std::min(pattern.find_first_of("$\\"), pattern.size());
    text += pattern.substr(0, plain);
    pattern.remove_prefix(plain);
    if (pattern.starts_with('\\')) {
      text += pattern.substr(0, 2);
      pattern.remove_prefix(std::min<std::size_t>(pattern.size(), 2));
    } else if (!pattern.empty()) {
      const std::optional<std::string> said = take_dollar(pattern, number);
      if (!said) return std::nullopt;
      text += *said;
    }
  }
  return text;
}

}  // namespace mailauth::dns
