// What a file is, by what can be seen at a glance. The readers find out what is wrong with it.

#include <algorithm>
#include <array>
#include <filesystem>

#include "dns/other_types.h"
#include "inputs/document.h"
#include "inputs/formats/other_files.h"
#include "inputs/reading/top_keys.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

constexpr std::size_t enough_bytes = 64 << 10;  // of files that consist of lines

struct KeyOfFormat {
  std::string_view key;
  Format format;
};
constexpr std::array json_keys = {
    KeyOfFormat{"ResourceRecordSets", Format::route53},  KeyOfFormat{"Changes", Format::route53_changes},
    KeyOfFormat{"ChangeBatch", Format::route53_changes}, KeyOfFormat{"resource_changes", Format::terraform},
    KeyOfFormat{"planned_values", Format::terraform},    KeyOfFormat{"format_version", Format::terraform},
    KeyOfFormat{"dns_providers", Format::dnscontrol},    KeyOfFormat{"registrars", Format::dnscontrol},
    KeyOfFormat{"domains", Format::dnscontrol},          KeyOfFormat{"Resources", Format::cloudformation},
};

std::optional<Format> format_of_json(std::string_view bytes) {
  const std::vector<std::string_view> keys = top_keys_of_json(bytes);
  if (is_surely_no_file_of_records(bytes)) return std::nullopt;
  for (const KeyOfFormat& known : json_keys)
    if (std::ranges::find(keys, known.key) != keys.end()) return known.format;
  return std::nullopt;
}

bool is_exported_by_cloudflare(std::string_view line) {
  return line.starts_with(";;") && line.find("Domain:") != std::string_view::npos;
}

// The lines that say something of a zone file or of plain lines.
struct Signs {
  bool cloudflare = false;  // its header
  bool zone = false;        // what only a zone file has: directives, classes, TTLs, relative names
  bool records = false;     // "name TYPE ..."
};

std::vector<std::string_view> first_words(std::string_view line) {
  constexpr std::string_view blanks = " \t\r";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos && words.size() < 4;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
  return words;
}

bool is_type(std::string_view word) { return dns::type_of(word) || dns::is_other_type(word); }

// "IN", "CLASS1", "3600", "1h"
bool is_class_or_ttl(std::string_view word) { return text::is_digit(word[0]) || dns::is_internet_class(word); }

// A name that needs no zone around it: its last label is one that the root zone may have.
bool is_whole_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view top = name.substr(dot + 1);
  return text::starts_with_ignoring_case(top, "xn--") || (top.size() > 1 && std::ranges::all_of(top, text::is_alpha));
}

// "type: TXT" of a name, in a line or in braces.
bool has_typed_record(std::string_view line) {
  if (line.starts_with("type")) return false;
  constexpr std::string_view quotes = "\"' ";
  for (std::size_t at = line.find("type"); at != std::string_view::npos; at = line.find("type", at + 1)) {
    const std::size_t colon = line.find_first_not_of(quotes, at + 4);
    if (colon == std::string_view::npos || line[colon] != ':') continue;
    const std::size_t begin = std::min(line.find_first_not_of(quotes, colon + 1), line.size());
    const std::string_view word = line.substr(begin, line.find_first_of(",}#\"' \t\r", begin) - begin);
    if (is_type(word) || word.ends_with("/ALIAS")) return true;
  }
  return false;
}

// octoDNS names files after zones.
bool may_include_records(std::string_view bytes, const std::string& path) {
  const std::string stem = std::filesystem::path(path).stem().string();
  return bytes.find("!include") != std::string_view::npos && stem.find('.') != std::string::npos;
}

// Nothing: it is no YAML, or what is in it is something else.
std::optional<Format> format_of_yaml(const std::vector<std::string_view>& keys, std::string_view bytes,
                                     const std::string& path) {
  if (std::ranges::find(keys, "Resources") != keys.end()) return Format::cloudformation;
  const bool is_octodns =
      std::ranges::any_of(text::split(bytes, '\n'), has_typed_record) || may_include_records(bytes, path);
  return is_octodns ? std::optional(Format::octodns) : std::nullopt;
}

void look_at(std::string_view line, Signs& signs) {
  if (is_exported_by_cloudflare(line)) signs.cloudflare = true;
  const std::vector<std::string_view> words = first_words(line);
  if (words.empty() || words[0][0] == ';' || words[0][0] == '#') return;
  if (words[0][0] == '$') signs.zone = true;
  if (words.size() < 2) return;
  const bool owner_omitted = text::is_blank(line[0]);
  const bool typed = is_type(words[1]);
  const bool between = is_class_or_ttl(words[owner_omitted ? 0 : 1]) && std::ranges::any_of(words, is_type);
  signs.records = signs.records || typed || between;
  if (between || (typed && !is_whole_name(words[0])) || (owner_omitted && is_type(words[0]))) signs.zone = true;
}

// "example.com.zone", "db.example.com"
bool is_named_like_a_zone(const std::string& path) {
  const std::filesystem::path file = std::filesystem::path(path).filename();
  return file.extension() == ".zone" || file.extension() == ".db" || file.string().starts_with("db.");
}

std::optional<Format> format_of_lines(std::string_view bytes, const std::string& path) {
  Signs signs;
  for (const std::string_view line : text::split(bytes, '\n')) look_at(line, signs);
  if (signs.cloudflare) return Format::cloudflare;
  if (signs.zone || is_named_like_a_zone(path)) return Format::zone;
  return signs.records ? std::optional(Format::plain) : std::nullopt;
}

}  // namespace

std::optional<Format> recognise(std::string_view bytes, const std::string& path) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bytes[first] == '{') return format_of_json(bytes);
  const std::string_view beginning = bytes.substr(0, enough_bytes);
  const std::vector<std::string_view> keys = top_keys_of_yaml(beginning);
  if (!keys.empty()) return format_of_yaml(keys, beginning, path);
  return is_surely_no_file_of_records(bytes) ? std::nullopt : format_of_lines(beginning, path);
}

}  // namespace mailauth::inputs
