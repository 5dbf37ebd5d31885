#include "diagnosis/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/ascii.h"
#include "text/utf8.h"

namespace mailauth::diagnosis {

namespace {

text::Span span_at(std::size_t begin, std::size_t length) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + length)};
}

bool is_printable_ascii(char c) { return c >= ' ' && c <= '~'; }

ForeignCharacter foreign_character_at(std::string_view text, std::size_t at) {
  const auto decoded = text::decode_utf8(text.substr(at));
  if (!decoded)
    return {span_at(at, 1), fmt::format("byte {}", static_cast<unsigned char>(text[at])), std::nullopt, false};
  ForeignCharacter character{span_at(at, decoded->length), text::describe(decoded->value),
                             text::ascii_replacement(decoded->value), false};
  if (text[at] == '\t' || text[at] == '\r' || text[at] == '\n') character.meant = " ";
  if (text[at] == '\t') character.name += " tab";
  character.control = static_cast<unsigned char>(text[at]) < ' ' || text[at] == '\x7f';
  return character;
}

template <class Visit>
void for_each_foreign(std::string_view text, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_printable_ascii(text[at])) {
      ++at;
      continue;
    }
    ForeignCharacter character = foreign_character_at(text, at);
    at = character.span.end;
    visit(std::move(character));
  }
}

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

// Of each text that a sweep meets: three searches for a byte are quicker than one for three.
bool has_quotes(std::string_view text) {
  constexpr std::string_view quotes = "\"'`";
  return std::ranges::any_of(quotes, [text](char quote) { return text.find(quote) != std::string_view::npos; });
}

// "o'brien"
bool is_inside_of_word(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && text::is_alnum(text[at - 1]) && text::is_alnum(text[at + 1]);
}

// Does a quote at this place enclose a value, rather than being a letter of it?
bool encloses(std::string_view text, std::size_t at) {
  const auto is_edge = [](char c) {
    return std::string_view(" \t=;,").find(c) != std::string_view::npos || is_quote(c);
  };
  return at == 0 || at + 1 == text.size() || is_edge(text[at - 1]) || is_edge(text[at + 1]);
}

// "n=": the notes of a DKIM key are for people, and may quote what they like.
bool begins_notes(std::string_view text, std::size_t tag) {
  const std::size_t name = text.find_first_not_of(" \t", tag);
  return name != std::string_view::npos && text.substr(name).starts_with("n=");
}

// Every quote, and whether it is one of the notes.
template <class Visit>
void for_each_quote(std::string_view text, const Visit& visit) {
  bool in_notes = begins_notes(text, 0);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ';') in_notes = begins_notes(text, at + 1);
    if (is_quote(text[at])) visit(at, in_notes);
  }
}

// No value has '"', wherever it stands; the others are letters of mailboxes, too (RFC 5322 3.2.3).
bool is_stray(std::string_view text, std::size_t at, bool in_notes) {
  if (in_notes) return at + 1 == text.size() && is_quote(text.front());
  return text[at] == '"' || encloses(text, at);
}

}  // namespace

bool has_foreign_characters(std::string_view text) { return !std::ranges::all_of(text, is_printable_ascii); }

SomeForeign foreign_characters(std::string_view text, const IsWanted& is_wanted) {
  SomeForeign some;
  for_each_foreign(text, [&](ForeignCharacter character) {
    if (!is_wanted(character)) return;
    if (some.first.size() < max_characters_shown) some.first.push_back(std::move(character));
    ++some.number;
  });
  return some;
}

std::optional<std::string> in_ascii(std::string_view text) {
  std::string ascii;
  std::size_t copied = 0;
  bool is_known = true;
  for_each_foreign(text, [&](const ForeignCharacter& character) {
    is_known = is_known && character.meant.has_value();
    if (!is_known) return;
    ascii.append(text.substr(copied, character.span.begin - copied)).append(*character.meant);
    copied = character.span.end;
  });
  if (!is_known) return std::nullopt;
  return ascii.append(text.substr(copied));
}

bool has_stray_quotes(std::string_view text) {
  if (!has_quotes(text)) return false;
  bool any = false;
  for_each_quote(text, [&](std::size_t at, bool in_notes) { any = any || is_stray(text, at, in_notes); });
  return any;
}

std::vector<text::Span> stray_quotes(std::string_view text) {
  std::vector<text::Span> quotes;
  if (!has_stray_quotes(text)) return quotes;
  for_each_quote(text, [&](std::size_t at, bool in_notes) {
    const bool belongs_to_one = !in_notes && !is_inside_of_word(text, at);
    if (belongs_to_one || is_stray(text, at, in_notes)) quotes.push_back(span_at(at, 1));
  });
  return quotes;
}

std::string without_quotes(std::string_view text) {
  std::string kept;
  std::size_t copied = 0;
  for (const text::Span quote : stray_quotes(text)) {
    kept.append(text.substr(copied, quote.begin - copied));
    copied = quote.end;
  }
  return kept.append(text.substr(copied));
}

bool has_foreign_bytes(std::string_view text) {
  const auto is_foreign = [](char c) { return (c < ' ' || c > '~') && c != '\t'; };
  return text.ends_with('\\') || std::any_of(text.begin(), text.end(), is_foreign) || has_stray_quotes(text);
}

std::string without_foreign_bytes(std::string_view value) {
  const bool is_plain = !has_foreign_bytes(value) && value.find('\\') == std::string_view::npos;
  if (is_plain) return std::string(text::trim(value));
  std::string plain = in_ascii(value).value_or(std::string(value));
  std::erase_if(plain, [](char c) { return (c < ' ' && c != '\t') || c > '~' || c == '\\'; });
  return std::string(text::trim(without_quotes(plain)));
}

std::vector<text::Span> escaped_semicolons(std::string_view text) {
  std::vector<text::Span> found;
  for (std::size_t at = text.find("\\;"); at != std::string_view::npos; at = text.find("\\;", at + 2))
    found.push_back(span_at(at, 2));
  return found;
}

}  // namespace mailauth::diagnosis
