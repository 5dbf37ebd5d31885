#include "diagnosis/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "text/ascii.h"
#include "text/utf8.h"

namespace mailauth::diagnosis {

namespace {

struct Escape {
  std::string_view written, meant;
};
constexpr std::array<Escape, 10> escapes{{{"&quot;", "\""},
                                          {"&amp;", "&"},
                                          {"&lt;", "<"},
                                          {"&gt;", ">"},
                                          {"&nbsp;", " "},
                                          {"<br>", " "},
                                          {"<br/>", " "},
                                          {"<br />", " "},
                                          {"%3D", "="},
                                          {"%3B", ";"}}};

Markup markup_at(std::size_t begin, std::size_t length, std::optional<std::string> meant) {
  return {{static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + length)}, std::move(meant)};
}

std::optional<std::string> character(std::string_view digits, int base) {
  uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  if (code >= ' ' && code <= '~') return std::string(1, static_cast<char>(code));
  const auto meant = text::ascii_replacement(static_cast<char32_t>(code));
  return meant ? std::optional<std::string>(*meant) : std::nullopt;
}

// "&#59;" and "&#x3b;"
Markup numeric_at(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = sizeof("&#x10ffff;") - 1;
  const std::size_t end = text.substr(at, longest).find(';');
  if (end == std::string_view::npos) return markup_at(at, 2, std::nullopt);
  const std::string_view number = text.substr(at + 2, end - 2);
  const bool is_hexadecimal = text::starts_with_ignoring_case(number, "x");
  return markup_at(at, end + 1, is_hexadecimal ? character(number.substr(1), 16) : character(number, 10));
}

std::optional<Markup> find_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("&#")) return numeric_at(text, at);
  for (const Escape& escape : escapes)
    if (text::starts_with_ignoring_case(rest, escape.written))
      return markup_at(at, escape.written.size(), std::string(escape.meant));
  return std::nullopt;
}

// Where escapes may begin, one after another. Nearly no record has one, so this has to be quick: a search for one byte
// is, and each byte is looked at once for each of the three.
class Marks {
 public:
  explicit Marks(std::string_view text) : text_(text) {}

  std::size_t find(std::size_t from) {
    for (std::size_t i = 0; i < bytes.size(); ++i)
      if (!begun_ || next_[i] < from) next_[i] = text_.find(bytes[i], from);
    begun_ = true;
    return *std::ranges::min_element(next_);
  }

 private:
  static constexpr std::string_view bytes = "&<%";
  std::string_view text_;
  std::array<std::size_t, bytes.size()> next_{};
  bool begun_ = false;
};

bool is_percent(std::string_view text, const Markup& markup) { return text[markup.span.begin] == '%'; }

// Does a "%3D" or "%3B" stand where it means what it says? Not behind the "mailto:" of its own word.
bool has_percent_outside_uris(std::string_view text, const std::vector<Markup>& markups) {
  bool in_uri = false;
  std::size_t at = 0, word = 0;
  for (const Markup& markup : markups) {
    for (; at < markup.span.begin; ++at) {
      if (std::string_view(" ;,=").find(text[at]) != std::string_view::npos) {
        word = at + 1;
        in_uri = false;
      }
      const std::string_view rest = text.substr(word, at + 1 - word);
      in_uri = in_uri || (rest.size() >= 7 && text::equals_ignoring_case(rest.substr(rest.size() - 7), "mailto:"));
    }
    if (is_percent(text, markup) && !in_uri) return true;
  }
  return false;
}

}  // namespace

std::vector<Markup> find_markup(std::string_view text) {
  std::vector<Markup> found;
  Marks marks(text);
  for (std::size_t at = marks.find(0); at != std::string_view::npos;) {
    auto markup = find_at(text, at);
    at = marks.find(markup ? markup->span.end : at + 1);
    if (markup) found.push_back(std::move(*markup));
  }
  if (!has_percent_outside_uris(text, found))
    std::erase_if(found, [&](const Markup& markup) { return is_percent(text, markup); });
  return found;
}

std::optional<std::string> without_markup(std::string_view text) {
  std::string plain;
  std::size_t copied = 0;
  for (const Markup& markup : find_markup(text)) {
    if (!markup.meant) return std::nullopt;
    plain.append(text.substr(copied, markup.span.begin - copied)).append(*markup.meant);
    copied = markup.span.end;
  }
  return plain.append(text.substr(copied));
}

bool overlaps_any(const std::vector<Markup>& markups, text::Span span) {
  return std::any_of(markups.begin(), markups.end(), [&](const Markup& markup) {
    return markup.span.begin < span.end && span.begin < markup.span.end;
  });
}

}  // namespace mailauth::diagnosis
