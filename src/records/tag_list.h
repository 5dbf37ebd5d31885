#pragma once
// The tag=value lists that DKIM keys, DMARC, MTA-STS, TLS-RPT and BIMI share (RFC 6376 3.2):
//
//     v=DMARC1; p=reject; rua=mailto:d@example.com
//
// The parser is total: what is no tag is kept as a Tag without name, `name:value` as one whose
// separator is ':'. Every byte lies in exactly one tag's span, is one of the `semicolons`, or is white space.

#include <optional>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::records {

struct Tag {
  text::Span span;       // without the white space around it
  text::Span name;       // empty when this is not a tag: "junk"
  text::Span separator;  // '=' or ':', empty when this is not a tag
  text::Span value;      // without the white space around it; may be empty
};

// A list of at most this many tags is kept apart; what follows is one last tag without a name.
inline constexpr std::size_t max_tags = 256;

struct TagList {
  std::vector<Tag> tags;  // in order; an empty piece (";;") is a Tag with an empty span
  std::vector<uint32_t> semicolons;
  bool ends_with_semicolon = false;
};

TagList parse_tag_list(std::string_view text);

// The first tag with '=' whose name is this (names of tags are case-sensitive in RFC 6376 3.2 and
// not in RFC 9989 4.8: say which).
enum class NameCase { sensitive, ignored };
const Tag* find_tag(const text::Source& source, const TagList& list, std::string_view name, NameCase name_case);

// A tag that became part of another tag's value because its ';' is missing or mistyped:
// ":fo=1" in rua=mailto:a@example.com:fo=1, " rua=..." in p=reject rua=...
struct SwallowedTag {
  text::Span separator;  // what stands where ';' belongs: ":", ",", "|", "&", or blanks
  Tag tag;               // its value ends where the next swallowed tag's separator begins
};

inline constexpr std::size_t max_swallowed_tags = 64;

// In order. What follows '?' is a mailto query (RFC 6068 2) and no tag, and so is a base64 padding.
std::vector<SwallowedTag> find_swallowed_tags(std::string_view text, const TagList& list,
                                              bool (*is_known_tag)(std::string_view name));

}  // namespace mailauth::records
