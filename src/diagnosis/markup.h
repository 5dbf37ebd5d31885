#pragma once
// Escapes of web pages and URLs that were pasted into a record:
//
//     &quot;v=DMARC1&#59; p=reject&quot;     v%3DDMARC1%3B p%3Dreject     v=spf1 mx -all<br>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace mailauth::diagnosis {

struct Markup {
  text::Span span;
  std::optional<std::string> meant;  // the text that it stands for, when that is known
};

// In order. "%3D" and "%3B" belong into the URI of a report address: they count only when one of them stands elsewhere.
std::vector<Markup> find_markup(std::string_view text);
// The text with what was meant in place of each; nothing when that is not known for one of them.
std::optional<std::string> without_markup(std::string_view text);
bool overlaps_any(const std::vector<Markup>& markups, text::Span span);

}  // namespace mailauth::diagnosis
