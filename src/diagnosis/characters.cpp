#include "diagnosis/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

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

// Does a quote at this place enclose a string, rather than being part of a word?
bool encloses(std::string_view text, std::size_t at) {
  const auto is_edge = [](char c) { return c == ' ' || c == '"'; };
  return at == 0 || at + 1 == text.size() || is_edge(text[at - 1]) || is_edge(text[at + 1]);
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
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1))
    if (encloses(text, at)) return true;
  return false;
}

std::vector<text::Span> stray_quotes(std::string_view text) {
  std::vector<text::Span> quotes;
  if (!has_stray_quotes(text)) return quotes;
  for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1))
    quotes.push_back(span_at(at, 1));
  return quotes;
}

std::vector<text::Span> escaped_semicolons(std::string_view text) {
  std::vector<text::Span> found;
  for (std::size_t at = text.find("\\;"); at != std::string_view::npos; at = text.find("\\;", at + 2))
    found.push_back(span_at(at, 2));
  return found;
}

}  // namespace mailauth::diagnosis
