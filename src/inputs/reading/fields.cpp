#include "inputs/reading/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace mailauth::inputs {

const Tree& required(const Tree& map, std::string_view key, const std::string& path) {
  const Tree* value = map.find(key);
  if (value == nullptr) fail(path, map, fmt::format("\"{}\" is missing here", key));
  return *value;
}

const Tree& required_text(const Tree& map, std::string_view key, const std::string& path) {
  const Tree& value = required(map, key, path);
  if (!value.is_text()) fail(path, value, fmt::format("\"{}\" is not a text", key));
  return value;
}

const Tree& required_list(const Tree& map, std::string_view key, const std::string& path) {
  const Tree& value = required(map, key, path);
  if (!value.is_list()) fail(path, value, fmt::format("\"{}\" is not a list", key));
  return value;
}

const Tree& required_map(const Tree& map, std::string_view key, const std::string& path) {
  const Tree& value = required(map, key, path);
  expect_map(value, key, path);
  return value;
}

void expect_map(const Tree& value, std::string_view what, const std::string& path) {
  if (!value.is_map()) fail(path, value, fmt::format("\"{}\" is not a map of keys and values", what));
}

bool concerns_mail(std::string_view type) {
  static constexpr std::array<std::string_view, 6> types{"TXT", "CNAME", "MX", "A", "AAAA", "NS"};
  return std::ranges::find(types, type) != types.end();
}

std::string shortened(const std::vector<std::string>& items) {
  constexpr std::size_t enough = 5;
  if (items.size() <= enough) return text::join(items, ", ");
  const std::vector<std::string> first(items.begin(), items.begin() + enough);
  return fmt::format("{}, {} more", text::join(first, ", "), items.size() - enough);
}

std::string type_text(std::string_view type) {
  std::string text = text::escape_bytes(type);
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

}  // namespace mailauth::inputs
