#include "project/config.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "project/config/names.h"
#include "project/config/tables.h"
#include "project/config/toml.h"
#include "project/config/within.h"
#include "project/error.h"
#include "text/ascii.h"

namespace mailauth::project {

namespace {

std::string_view description(Kind kind) {
  switch (kind) {
    case Kind::text: return "a text in quotes";
    case Kind::number: return "a number";
    case Kind::flag: return "true or false";
    case Kind::list: return "a list of texts: [\"...\", \"...\"]";
    case Kind::other: break;
  }
  return "something else";
}

bool fits(Kind wanted, Kind given) { return given == wanted || (wanted == Kind::list && given == Kind::text); }

std::string beside(const std::string& file, const std::string& path) {
  return (std::filesystem::path(file).parent_path() / path).lexically_normal().string();
}

// A checkout may come from strangers: it does not say which files are written.
void check_format(const Key& key, const Value& value) {
  const auto names_file = [](const std::string& format) { return format.find('=') != std::string::npos; };
  if (key.name == "format" && std::ranges::any_of(value.texts, names_file))
    throw Error(
        fmt::format("{}: a file to write is named with --format on the command line only", to_string(value.position)));
}

void put_paths(Setting& setting, const FoundFile& file) {
  for (std::string& path : setting.values) {
    const std::string named = std::exchange(path, beside(file.path, path));
    if (!file.root.empty() && !path.empty() && !is_within(file.root, path))
      throw Error(fmt::format("{}: {}: '{}' is no file of the repository; what --config names may name any file",
                              setting.from, setting.key->name, named));
  }
}

Setting setting_of(const Entry& entry, const FoundFile& file) {
  const Key* key = find_key(entry.key);
  if (key == nullptr) throw Error(fmt::format("{}: {}", to_string(entry.position), unknown_name(entry.key)));
  if (!fits(key->kind, entry.value.kind))
    throw Error(fmt::format("{}: {} is {}", to_string(entry.value.position), key->name, description(key->kind)));
  check_format(*key, entry.value);
  Setting setting{key, entry.value.texts, to_string(entry.value.position)};
  if (key->is_path) put_paths(setting, file);
  return setting;
}

std::vector<std::string> values_of(const Key& key, const std::string& typed) {
  if (key.kind != Kind::list) return {typed};
  std::vector<std::string> values;
  for (const std::string_view item : text::split(typed, ',')) values.emplace_back(text::trim(item));
  return values;
}

void check_environment() {
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view entry = *variable;
    const std::string complaint = misspelt_variable(entry.substr(0, entry.find('=')));
    if (!complaint.empty()) throw Error(complaint);
  }
}

}  // namespace

const Setting* find(const Config& config, const Key& key) {
  const auto found = std::ranges::find(config.settings, &key, &Setting::key);
  return found == config.settings.end() ? nullptr : &*found;
}

Config parse_config(std::string_view bytes, const FoundFile& file) {
  Config config{.file = file.path};
  const Document document = parse_toml(bytes, file.path);
  for (const Entry& entry : document.settings.entries) config.settings.push_back(setting_of(entry, file));
  config.policy = policy_of(document.tables);
  return config;
}

void add_environment(Config& config) {
  check_environment();
  for (const Key& key : keys()) {
    const std::string name = environment_variable(key);
    const char* typed = std::getenv(name.c_str());
    // An empty one counts as not set.
    if (typed == nullptr || *typed == '\0') continue;
    std::erase_if(config.settings, [&](const Setting& setting) { return setting.key == &key; });
    config.settings.push_back({&key, values_of(key, typed), name});
  }
}

}  // namespace mailauth::project
