#pragma once
// A tag list as the pieces that its author meant, whatever stands between them.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "records/tag_list.h"
#include "repair/record/plain_text.h"
#include "text/source.h"

namespace mailauth::repair {

struct Piece {
  std::string name;  // empty when it is no tag: then `value` is all of it
  std::string value;
  char separator = '=';

  friend bool operator==(const Piece&, const Piece&) = default;
};

// In order; tags that were part of another one's value stand on their own, empty pieces are left out.
std::vector<Piece> pieces_of(const text::Source& source, const records::TagList& list,
                             const std::vector<records::SwallowedTag>& swallowed, Changes& changes);

// "v=DMARC1; p=none"
std::string to_text(const std::vector<Piece>& pieces);

// The piece of that name, or null.
Piece* find_piece(std::vector<Piece>& pieces, std::string_view name);
void drop_piece(std::vector<Piece>& pieces, std::string_view name);
// Of several tags of one name that one which receivers use: it takes the place of the first.
enum class Counts : uint8_t { first, last };
void keep_one_of_equals(std::vector<Piece>& pieces, Counts counts, Changes& changes);

}  // namespace mailauth::repair
