// Tags that lie inside the value of another tag because their ';' is missing.
#include <algorithm>

#include "records/spans.h"
#include "records/tag_list.h"
#include "text/ascii.h"

namespace mailauth::records {

using text::Span;

namespace {

using IsKnownTag = bool (*)(std::string_view name);

// White space, or what people write instead of ';'.
constexpr bool is_separator(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ':' || c == ',' || c == '|' || c == '&';
}

// The separators that end at `end`, as far as they reach back.
Span separators_before(std::string_view text, uint32_t begin, uint32_t end) {
  Span separator{end, end};
  while (separator.begin > begin && is_separator(text[separator.begin - 1])) --separator.begin;
  return separator;
}

bool is_scheme_colon(std::string_view text, Span separator) {
  constexpr std::string_view scheme = "mailto";
  return bytes_of(text, separator) == ":" && separator.begin >= scheme.size() &&
         text::equals_ignoring_case(text.substr(separator.begin - scheme.size(), scheme.size()), scheme);
}

// The tag that begins at `at`, with everything up to `end` as its value; its span is empty when there is none.
Tag tag_at(std::string_view text, uint32_t at, uint32_t end, IsKnownTag is_known_tag) {
  Tag tag;
  tag.name = {at, at};
  while (tag.name.end < end && text::is_alnum(text[tag.name.end])) ++tag.name.end;
  uint32_t equals = tag.name.end;
  while (equals < end && is_white_space(text[equals])) ++equals;
  if (equals == end || text[equals] != '=' || !is_known_tag(bytes_of(text, tag.name))) return {};
  tag.separator = {equals, equals + 1};
  tag.value = trimmed(text, {equals + 1, end});
  const bool is_padding = tag.value.empty() || text[tag.value.begin] == '=';
  if (is_padding) return {};
  tag.span = {at, tag.value.end};
  return tag;
}

// A tag ends where the separator of the next one begins.
void end_at(std::string_view text, SwallowedTag& swallowed, uint32_t end) {
  Tag& tag = swallowed.tag;
  tag.value = trimmed(text, {tag.separator.end, std::max(tag.separator.end, end)});
  tag.span.end = std::max(tag.separator.end, tag.value.end);
}

// A tag has a '=' with something behind it. In the base64 of a key there is none but the padding.
bool may_hold_tag(std::string_view value) {
  const std::size_t equals = value.find('=');
  return equals != std::string_view::npos && value.find_first_not_of('=', equals) != std::string_view::npos;
}

void find_in(std::string_view text, Span value, IsKnownTag is_known_tag, std::vector<SwallowedTag>& found) {
  if (!may_hold_tag(bytes_of(text, value))) return;
  const std::size_t first = found.size();
  bool in_query = false;  // mailto:a@example.com?subject=x&p=1
  for (uint32_t at = value.begin + 1; at < value.end && found.size() < max_swallowed_tags; ++at) {
    const char before = text[at - 1];
    if (before == '?' || before == ',') in_query = before == '?';
    if (in_query || !is_separator(before) || !text::is_alpha(text[at])) continue;
    const Span separator = separators_before(text, value.begin, at);
    const Tag tag = tag_at(text, at, value.end, is_known_tag);
    if (tag.span.empty() || is_scheme_colon(text, separator)) continue;
    if (found.size() > first) end_at(text, found.back(), separator.begin);
    found.push_back({separator, tag});
    at = tag.separator.begin;
  }
}

}  // namespace

std::vector<SwallowedTag> find_swallowed_tags(std::string_view text, const TagList& list, IsKnownTag is_known_tag) {
  std::vector<SwallowedTag> found;
  for (const Tag& tag : list.tags) find_in(text, tag.name.empty() ? tag.span : tag.value, is_known_tag, found);
  return found;
}

}  // namespace mailauth::records
