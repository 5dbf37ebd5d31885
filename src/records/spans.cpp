#include "records/spans.h"

#include "text/ascii.h"

namespace mailauth::records {

using text::Span;

std::string_view bytes_of(std::string_view text, Span span) { return text.substr(span.begin, span.length()); }

bool is_white_space(char c) { return text::is_blank(c) || c == '\r' || c == '\n'; }

Span trimmed(std::string_view text, Span span) {
  while (!span.empty() && is_white_space(text[span.begin])) ++span.begin;
  while (!span.empty() && is_white_space(text[span.end - 1])) --span.end;
  return span;
}

Span take_item(std::string_view text, Span& list, char separator, bool& more) {
  Span item{list.begin, list.begin};
  while (item.end < list.end && text[item.end] != separator) ++item.end;
  more = item.end < list.end;
  list.begin = more ? item.end + 1 : item.end;
  return item;
}

}  // namespace mailauth::records
