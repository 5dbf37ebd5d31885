#include "text/edit_distance.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/ascii.h"

namespace mailauth::text {
namespace {

constexpr std::size_t max_length = 64;
using Row = std::array<unsigned, max_length + 1>;

bool same(char a, char b) { return to_lower(a) == to_lower(b); }

}  // namespace

unsigned edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > max_length || b.size() > max_length) return static_cast<unsigned>(std::max(a.size(), b.size()));
  std::array<Row, 3> rows;  // written as far as `b` reaches before they are read
  Row *before_previous = &rows[0], *previous = &rows[1], *current = &rows[2];
  for (std::size_t j = 0; j <= b.size(); ++j) (*previous)[j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    (*current)[0] = static_cast<unsigned>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned replaced = (*previous)[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1);
      (*current)[j] = std::min({(*previous)[j] + 1, (*current)[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]);
      if (swapped) (*current)[j] = std::min((*current)[j], (*before_previous)[j - 2] + 1);
    }
    std::swap(before_previous, previous);
    std::swap(previous, current);
  }
  return (*previous)[b.size()];
}

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> candidates,
                                        unsigned limit) {
  for (const std::string_view candidate : candidates)
    if (equals_ignoring_case(word, candidate)) return candidate;
  std::optional<std::string_view> best;
  unsigned least = limit + 1;
  for (const std::string_view candidate : candidates) {
    const auto [less, more] = std::minmax({word.size(), candidate.size()});
    if (more - less >= least) continue;  // so many letters would have to be added
    const unsigned distance = edit_distance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

}  // namespace mailauth::text
