#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "results/diff/parts.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

constexpr std::size_t most_named = 3;  // that are named in one step; the others are counted

}  // namespace

Names names_of(const std::vector<std::string>& list) { return {list.begin(), list.end()}; }

Names without(const Names& all, const Names& some) {
  Names rest;
  std::ranges::set_difference(all, some, std::inserter(rest, rest.end()));
  return rest;
}

std::string listed(const Names& names) {
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (count == most_named) return text + fmt::format(" and {} more", names.size() - count);
    text += (count++ == 0 ? "" : ", ") + text::escape_bytes(name);
  }
  return text;
}

std::string difference(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const Names old_names = names_of(before), new_names = names_of(after);
  std::vector<std::string> parts;
  if (const Names come = without(new_names, old_names); !come.empty()) parts.push_back("new " + listed(come));
  if (const Names went = without(old_names, new_names); !went.empty()) parts.push_back("gone " + listed(went));
  return text::join(parts, ", ");
}

Trend trend_of(int before, int after) {
  if (before == after) return Trend::neutral;
  return after < before ? Trend::worse : Trend::better;
}

}  // namespace mailauth::results
