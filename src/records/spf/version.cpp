#include "records/spf/version.h"

#include "records/spf.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

using text::Span;

namespace {

constexpr std::string_view version = "v=spf1";

// Reads a mistyped version from left to right.
struct Reader {
  std::string_view text;
  uint32_t at = 0;

  char peek() const { return at < text.size() ? text[at] : '\0'; }

  template <class Predicate>
  uint32_t skip(Predicate wanted, uint32_t limit) {
    const uint32_t begin = at;
    while (at < text.size() && at - begin < limit && wanted(text[at])) ++at;
    return at - begin;
  }

  bool take(std::string_view word) {
    if (!text::starts_with_ignoring_case(text.substr(at), word)) return false;
    at += static_cast<uint32_t>(word.size());
    return true;
  }
};

bool is_not_alnum(char c) { return !text::is_alnum(c); }

// What is left behind by hand: "v=spf1;", "v=spf1,", a TAB. Not what begins a term.
bool is_stray(char c) {
  constexpr std::string_view signs = " +-~?";
  return is_not_alnum(c) && signs.find(c) == std::string_view::npos;
}

bool ends_a_word(char c) {
  constexpr std::string_view ends = " \t;,:\"'";
  return c == '\0' || ends.find(c) != std::string_view::npos;
}

// "1", "1.0", "2"; also behind one blank. Gives the first digit, or 0.
char take_number(Reader& in) {
  constexpr uint32_t longest = 4;
  const auto in_number = [](char c) { return text::is_digit(c) || c == '.'; };
  const Reader before = in;
  const bool behind_blank = in.skip(is_not_alnum, 1) > 0;
  const char first = in.peek();
  if (text::is_digit(first)) {
    in.skip(in_number, behind_blank ? 1 : longest);
    if (!in_number(in.peek())) return first;
  }
  in = before;
  return '\0';
}

enum class Word { none, partial, whole };

Word take_word(Reader& in) {
  for (const std::string_view word : {"spf", "sfp", "psf", "fsp"}) {
    if (in.take(word)) return Word::whole;
  }
  for (const std::string_view word : {"sp", "sf", "pf"}) {
    if (in.take(word)) return Word::partial;
  }
  return Word::none;
}

// A mistyped version at the beginning: [junk] ["v"] [separators] "spf" ["1"] [stray bytes]
Span mistyped_version(std::string_view text) {
  constexpr uint32_t most_junk = 8, most_separators = 4, most_stray = 8;
  Reader in{text};
  in.skip(is_not_alnum, most_junk);
  const bool has_v = in.take("v");
  const bool separated = has_v && in.skip(is_not_alnum, most_separators) > 0;
  const Word word = take_word(in);
  if (word == Word::none) return {};
  const char number = take_number(in);
  const bool ended = ends_a_word(in.peek()), whole = word == Word::whole;
  const bool whole_without_number = separated && whole && ended;
  const bool version_one = number == '1' && (separated ? whole || ended : whole && ended);
  const bool other_number = separated && number != '\0' && ended;
  if (!whole_without_number && !version_one && !other_number) return {};
  in.skip(is_stray, most_stray);
  return {0, in.at};
}

// The exact version, but behind something else: a zone-file line, another value.
Span buried_version(std::string_view text) {
  constexpr std::size_t search_limit = 512, before_sign = version.find('=');
  const std::string_view searched = text.substr(0, search_limit);
  for (std::size_t sign = searched.find('='); sign != std::string_view::npos; sign = searched.find('=', sign + 1)) {
    if (sign < before_sign) continue;
    const std::size_t at = sign - before_sign, end = at + version.size();
    if (!text::starts_with_ignoring_case(searched.substr(at), version)) continue;
    const bool begins_a_word = at == 0 || !text::is_alnum(text[at - 1]);
    if (begins_a_word && ends_a_word(end < text.size() ? text[end] : '\0')) return {0, static_cast<uint32_t>(end)};
  }
  return {};
}

}  // namespace

bool is_spf(std::string_view text) {
  const bool ended = text.size() == version.size() || (text.size() > version.size() && text[version.size()] == ' ');
  return ended && text::starts_with_ignoring_case(text, version);
}

bool resembles_spf(std::string_view text) { return !find_version(text).empty(); }

Span find_version(std::string_view text) {
  if (is_spf(text)) return {0, static_cast<uint32_t>(version.size())};
  const Span mistyped = mistyped_version(text);
  return mistyped.empty() ? buried_version(text) : mistyped;
}

}  // namespace mailauth::records::spf
