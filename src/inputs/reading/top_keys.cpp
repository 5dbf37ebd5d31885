#include "inputs/reading/top_keys.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

// The text of a JSON string that begins at `at` with its quote; `at` moves behind it.
std::string_view take_string(std::string_view bytes, std::size_t& at) {
  const std::size_t begin = ++at;
  while (at < bytes.size() && bytes[at] != '"') at += bytes[at] == '\\' ? 2 : 1;
  const std::size_t end = std::min(at, bytes.size());
  at = std::min(at + 1, bytes.size());
  return bytes.substr(begin, end - begin);
}

bool is_colon_next(std::string_view bytes, std::size_t at) {
  at = bytes.find_first_not_of(" \t\r\n", at);
  return at != std::string_view::npos && bytes[at] == ':';
}

std::string_view unquoted_key(std::string_view key) {
  const bool quoted = key.size() >= 2 && (key.front() == '"' || key.front() == '\'') && key.back() == key.front();
  return quoted ? key.substr(1, key.size() - 2) : key;
}

// "key:", "'key': value", "? key"; nothing when the line is something else.
bool is_key_line(std::string_view line, std::string_view& key) {
  if (line.starts_with("? ")) {
    key = unquoted_key(text::trim(line.substr(2)));
    return true;
  }
  const std::size_t colon = line.ends_with(':') ? line.size() - 1 : line.find(": ");
  if (colon == std::string_view::npos) return false;
  key = unquoted_key(text::trim(line.substr(0, colon)));
  return key.find_first_of(" \t\"") == std::string_view::npos;
}

bool is_silent(std::string_view line) {
  return text::trim(line).empty() || line[0] == '#' || line[0] == '%' || line.starts_with("---");
}

}  // namespace

std::vector<std::string_view> top_keys_of_json(std::string_view bytes) {
  std::vector<std::string_view> keys;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < bytes.size() && keys.size() < max_top_keys;) {
    const char c = bytes[at];
    if (c == '"') {
      const std::string_view string = take_string(bytes, at);
      if (depth == 1 && is_colon_next(bytes, at)) keys.push_back(string);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && depth > 0) --depth;
    ++at;
  }
  return keys;
}

std::vector<std::string_view> top_keys_of_yaml(std::string_view bytes) {
  std::vector<std::string_view> keys;
  for (const std::string_view line : text::split(bytes, '\n')) {
    if (is_silent(line) || keys.size() == max_top_keys) continue;
    const bool goes_on = text::is_blank(line[0]) || line[0] == '-' || line[0] == ':';
    std::string_view key;
    if (goes_on && !keys.empty()) continue;
    if (goes_on || !is_key_line(text::trim(line), key)) return keys;
    keys.push_back(key);
  }
  return keys;
}

}  // namespace mailauth::inputs
