#include "text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace mailauth::text {
namespace {

struct Range {
  char32_t first, last;
};

bool is_in(std::span<const Range> ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [c](Range r) { return r.first <= c && c <= r.last; });
}

// Characters without ink, and those that reorder or hide their neighbours: a terminal must not get them from the DNS.
constexpr std::array unprintable = {
    Range{0x0000, 0x001F},    // C0 controls
    Range{0x007F, 0x009F},    // DEL, C1 controls
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x0600, 0x0605},    // Arabic signs that go around what follows them
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x06DD, 0x06DD},    // Arabic end of ayah
    Range{0x070F, 0x070F},    // Syriac abbreviation mark
    Range{0x0890, 0x0891},    // Arabic pound and piastre marks
    Range{0x08E2, 0x08E2},    // Arabic disputed end of ayah
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x17B4, 0x17B5},    // Khmer inherent vowels
    Range{0x180B, 0x180F},    // Mongolian variation selectors, vowel separator
    Range{0x200B, 0x200F},    // zero-width characters, left-to-right and right-to-left marks
    Range{0x2028, 0x202E},    // line and paragraph separators, bidirectional embeddings and overrides
    Range{0x2060, 0x206F},    // word joiner, invisible operators, bidirectional isolates
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFDD0, 0xFDEF},    // noncharacters
    Range{0xFEFF, 0xFEFF},    // byte order mark
    Range{0xFFA0, 0xFFA0},    // half-width Hangul filler
    Range{0xFFF0, 0xFFFB},    // unassigned, interlinear annotation
    Range{0x110BD, 0x110BD},  // Kaithi number sign
    Range{0x110CD, 0x110CD},  // Kaithi number sign above
    Range{0x13430, 0x1343F},  // Egyptian hieroglyph joiners
    Range{0x1BCA0, 0x1BCA3},  // shorthand format controls
    Range{0x1D173, 0x1D17A},  // musical beams and slurs
    Range{0xE0000, 0xE0FFF},  // tags, variation selectors supplement
};

constexpr std::array combining = {
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x064B, 0x065F}, Range{0x0E34, 0x0E3A},
    Range{0x0E47, 0x0E4E}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x20D0, 0x20FF}, Range{0x302A, 0x302D},
    Range{0x3099, 0x309A}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
};

// East Asian Wide and Fullwidth (UAX 11), and the emoji.
constexpr std::array wide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},   Range{0x3400, 0x4DBF},
    Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

// What word processors, chat programs and web pages make of ASCII.
struct Accident {
  char32_t value;
  std::string_view name;
  std::optional<std::string_view> ascii;
};
constexpr std::array accidents = {
    Accident{0x00A0, "no-break space", " "},
    Accident{0x00AB, "left-pointing double angle quotation mark", "\""},
    Accident{0x00AD, "soft hyphen", ""},
    Accident{0x00B4, "acute accent", "'"},
    Accident{0x00BB, "right-pointing double angle quotation mark", "\""},
    Accident{0x02BC, "modifier letter apostrophe", "'"},
    Accident{0x037E, "Greek question mark", ";"},
    Accident{0x2000, "en quad", " "},
    Accident{0x2001, "em quad", " "},
    Accident{0x2002, "en space", " "},
    Accident{0x2003, "em space", " "},
    Accident{0x2007, "figure space", " "},
    Accident{0x2009, "thin space", " "},
    Accident{0x200A, "hair space", " "},
    Accident{0x200B, "zero width space", ""},
    Accident{0x200C, "zero width non-joiner", ""},
    Accident{0x200D, "zero width joiner", ""},
    Accident{0x200E, "left-to-right mark", ""},
    Accident{0x200F, "right-to-left mark", ""},
    Accident{0x2010, "hyphen", "-"},
    Accident{0x2011, "non-breaking hyphen", "-"},
    Accident{0x2012, "figure dash", "-"},
    Accident{0x2013, "en dash", "-"},
    Accident{0x2014, "em dash", "-"},
    Accident{0x2015, "horizontal bar", "-"},
    Accident{0x2018, "left single quotation mark", "'"},
    Accident{0x2019, "right single quotation mark", "'"},
    Accident{0x201A, "single low-9 quotation mark", "'"},
    Accident{0x201B, "single high-reversed-9 quotation mark", "'"},
    Accident{0x201C, "left double quotation mark", "\""},
    Accident{0x201D, "right double quotation mark", "\""},
    Accident{0x201E, "double low-9 quotation mark", "\""},
    Accident{0x201F, "double high-reversed-9 quotation mark", "\""},
    Accident{0x2026, "horizontal ellipsis", "..."},
    Accident{0x202F, "narrow no-break space", " "},
    Accident{0x2032, "prime", "'"},
    Accident{0x2033, "double prime", "\""},
    Accident{0x2035, "reversed prime", "'"},
    Accident{0x2039, "single left-pointing angle quotation mark", "'"},
    Accident{0x203A, "single right-pointing angle quotation mark", "'"},
    Accident{0x2060, "word joiner", ""},
    Accident{0x2212, "minus sign", "-"},
    Accident{0x3000, "ideographic space", " "},
    Accident{0xFEFF, "byte order mark", ""},
    Accident{0xFFFD, "replacement character", std::nullopt},
};

const Accident* find_accident(char32_t c) {
  const auto at = std::lower_bound(accidents.begin(), accidents.end(), c,
                                   [](const Accident& accident, char32_t value) { return accident.value < value; });
  return at != accidents.end() && at->value == c ? &*at : nullptr;
}

// U+FF01 to U+FF5E, in this order.
constexpr std::string_view fullwidth =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

// Length by the first byte, and the bits of it that belong to the value. RFC 3629 3.
struct Lead {
  uint32_t length;
  uint32_t bits;
  char32_t least;  // smaller values are overlong
};
std::optional<Lead> read_lead(unsigned char byte) {
  if (byte < 0x80) return Lead{1, byte, 0};
  if (byte >= 0xC2 && byte <= 0xDF) return Lead{2, byte & 0x1Fu, 0x80};
  if (byte >= 0xE0 && byte <= 0xEF) return Lead{3, byte & 0x0Fu, 0x800};
  if (byte >= 0xF0 && byte <= 0xF4) return Lead{4, byte & 0x07u, 0x10000};
  return std::nullopt;
}

}  // namespace

std::optional<CodePoint> decode_utf8(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const std::optional<Lead> lead = read_lead(static_cast<unsigned char>(bytes[0]));
  if (!lead || bytes.size() < lead->length) return std::nullopt;
  uint32_t value = lead->bits;
  for (const char c : bytes.substr(1, lead->length - 1)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) return std::nullopt;
    value = value << 6 | (byte & 0x3Fu);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < lead->least || value > 0x10FFFF || surrogate) return std::nullopt;
  return CodePoint{value, lead->length};
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::optional<CodePoint> code_point = decode_utf8(bytes);
    if (!code_point) return false;
    bytes.remove_prefix(code_point->length);
  }
  return true;
}

std::string_view whole_characters(std::string_view bytes, std::size_t most) {
  if (bytes.size() <= most) return bytes;
  const auto goes_on = [&](std::size_t at) { return (static_cast<unsigned char>(bytes[at]) & 0xc0) == 0x80; };
  std::size_t end = most;
  while (end > 0 && most - end < 3 && goes_on(end)) --end;
  return bytes.substr(0, end);
}

bool is_printable(char32_t code_point) {
  const bool noncharacter = (code_point & 0xFFFE) == 0xFFFE;
  return code_point <= 0x10FFFF && !noncharacter && !is_in(unprintable, code_point);
}

std::string describe(char32_t code_point) {
  const std::string number = fmt::format("U+{:04X}", static_cast<uint32_t>(code_point));
  const Accident* accident = find_accident(code_point);
  return accident ? fmt::format("{} {}", number, accident->name) : number;
}

std::optional<std::string_view> ascii_replacement(char32_t code_point) {
  if (code_point >= 0xFF01 && code_point <= 0xFF5E) return fullwidth.substr(code_point - 0xFF01, 1);
  const Accident* accident = find_accident(code_point);
  return accident ? accident->ascii : std::nullopt;
}

unsigned display_width(char32_t code_point) {
  if (!is_printable(code_point) || is_in(combining, code_point)) return 0;
  return is_in(wide, code_point) ? 2 : 1;
}

}  // namespace mailauth::text
