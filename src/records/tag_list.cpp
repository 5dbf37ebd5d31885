#include "records/tag_list.h"

#include "records/spans.h"
#include "text/ascii.h"

namespace mailauth::records {

using text::Span;

namespace {

// RFC 6376 3.2: tag-name = ALPHA *ALNUMPUNC, ALNUMPUNC = ALPHA / DIGIT / "_"
uint32_t end_of_name(std::string_view text, Span span) {
  uint32_t end = span.begin;
  if (end == span.end || !text::is_alpha(text[end])) return end;
  while (end < span.end && (text::is_alnum(text[end]) || text[end] == '_')) ++end;
  return end;
}

Tag parse_tag(std::string_view text, Span span) {
  Tag tag;
  tag.span = span;
  const Span name{span.begin, end_of_name(text, span)};
  uint32_t at = name.end;
  while (at < span.end && is_white_space(text[at])) ++at;
  const bool is_tag = !name.empty() && at < span.end && (text[at] == '=' || text[at] == ':');
  if (!is_tag) return tag;
  tag.name = name;
  tag.separator = {at, at + 1};
  tag.value = trimmed(text, {at + 1, span.end});
  if (tag.value.empty()) tag.value = {at + 1, at + 1};
  return tag;
}

}  // namespace

TagList parse_tag_list(std::string_view text) {
  TagList list;
  Span rest = trimmed(text, {0, static_cast<uint32_t>(text.size())});
  bool more = !rest.empty();
  while (more && list.tags.size() + 1 < max_tags) {
    const Span piece = take_item(text, rest, ';', more);
    if (more) list.semicolons.push_back(piece.end);
    list.ends_with_semicolon = !more && piece.empty();
    if (!list.ends_with_semicolon) list.tags.push_back(parse_tag(text, trimmed(text, piece)));
  }
  if (more && !rest.empty())
    list.tags.push_back({.span = trimmed(text, rest), .name = {}, .separator = {}, .value = {}});
  return list;
}

const Tag* find_tag(const text::Source& source, const TagList& list, std::string_view name, NameCase name_case) {
  for (const Tag& tag : list.tags) {
    if (source.at(tag.separator) != "=") continue;
    const std::string_view found = source.at(tag.name);
    if (name_case == NameCase::sensitive ? found == name : text::equals_ignoring_case(found, name)) return &tag;
  }
  return nullptr;
}

}  // namespace mailauth::records
