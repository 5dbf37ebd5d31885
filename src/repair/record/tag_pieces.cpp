#include "repair/record/tag_pieces.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::repair {

namespace {

using text::Source;
using text::Span;

Piece piece_of(const Source& source, const records::Tag& tag, uint32_t end) {
  if (tag.name.empty()) return {"", std::string(text::trim(source.at({tag.span.begin, end}))), '='};
  const Span value{tag.value.begin, std::max(tag.value.begin, std::min(tag.value.end, end))};
  return {std::string(source.at(tag.name)), std::string(text::trim(source.at(value))),
          source.at(tag.separator).front()};
}

std::string separator_change(const Source& source, const records::SwallowedTag& swallowed) {
  const std::string_view separator = text::trim(source.at(swallowed.separator));
  const std::string_view name = source.at(swallowed.tag.name);
  if (separator.empty()) return fmt::format("';' was missing before {}=", name);
  return fmt::format("{} before {}= became ';'", text::quote(separator), name);
}

}  // namespace

std::vector<Piece> pieces_of(const Source& source, const records::TagList& list,
                             const std::vector<records::SwallowedTag>& swallowed, Changes& changes) {
  std::vector<Piece> pieces;
  auto next = swallowed.begin();
  for (const records::Tag& tag : list.tags) {
    if (tag.span.empty()) continue;
    const bool has_inner = next != swallowed.end() && tag.span.contains(next->separator);
    pieces.push_back(piece_of(source, tag, has_inner ? next->separator.begin : tag.span.end));
    for (; next != swallowed.end() && tag.span.contains(next->separator); ++next) {
      pieces.push_back(piece_of(source, next->tag, next->tag.span.end));
      changes.fault(separator_change(source, *next));
    }
  }
  return pieces;
}

std::string to_text(const std::vector<Piece>& pieces) {
  std::string text;
  for (const Piece& piece : pieces) {
    if (!text.empty()) text += "; ";
    text += piece.name + "=" + piece.value;
  }
  return text;
}

Piece* find_piece(std::vector<Piece>& pieces, std::string_view name) {
  const auto found = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) { return piece.name == name; });
  return found == pieces.end() ? nullptr : &*found;
}

void drop_piece(std::vector<Piece>& pieces, std::string_view name) {
  std::erase_if(pieces, [&](const Piece& piece) { return piece.name == name; });
}

void keep_one_of_equals(std::vector<Piece>& pieces, Counts counts, Changes& changes) {
  std::vector<Piece> kept;
  for (Piece& piece : pieces) {
    if (Piece* before = piece.name.empty() ? nullptr : find_piece(kept, piece.name)) {
      const bool takes_last = counts == Counts::last;
      changes.fault(fmt::format("{}= stood there more than once: receivers use the {} one", piece.name,
                                takes_last ? "last" : "first"));
      if (takes_last) before->value = std::move(piece.value);
    } else {
      kept.push_back(std::move(piece));
    }
  }
  pieces = std::move(kept);
}

}  // namespace mailauth::repair
