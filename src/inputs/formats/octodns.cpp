// A zone of octoDNS: its records by their names below the zone, which the file is named after.
//
//     '': [ { type: TXT, value: v=spf1 -all } ]
//     _dmarc: { type: TXT, ttl: 300, value: 'v=DMARC1\; p=none' }

#include <fmt/format.h>

#include <filesystem>

#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/reading/value.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

struct Zone {
  dns::Name name;
  bool whole = true;  // false: one of several files
};

std::optional<dns::Name> domain_name(std::string_view text) {
  const std::optional<dns::Name> name = name_of(text, {});
  return name && name->label_count() > 1 ? name : std::nullopt;
}

// "config/example.com.yaml" is the zone; "config/example.com./_dmarc.yaml" is a part of it (SplitYamlProvider).
Zone zone_of(const Input& input) {
  const std::filesystem::path path(input.path);
  const std::string folder = path.parent_path().filename().string();
  if (folder.ends_with('.'))
    if (const auto name = domain_name(folder)) return {*name, false};
  std::string stem = path.stem().string();
  if (const auto named = zone_by_id(stem, input.options)) return {*named};
  constexpr std::string_view prefix = "octodns-";  // no domain: it tells the file from those of other tools
  if (stem.starts_with(prefix)) stem.erase(0, prefix.size());
  if (const auto name = domain_name(stem)) return {*name};
  if (input.options.origin) return {*input.options.origin};
  throw Error{{input.path}, "octoDNS names a file after its zone, such as example.com.yaml; this name is no domain"};
}

// Before 1.0 an MX had "priority" and "value".
const Tree* either(const Tree& map, std::string_view key, std::string_view old_key) {
  const Tree* value = map.find(key);
  return value != nullptr ? value : map.find(old_key);
}

std::optional<Value> mx_value(const Tree& value) {
  const Tree* preference = either(value, "preference", "priority");
  const Tree* exchange = either(value, "exchange", "value");
  if (preference == nullptr || exchange == nullptr || !exchange->is_scalar()) return std::nullopt;
  return value_of(*preference, *exchange);
}

// "!env" and other tags stand for what octoDNS finds elsewhere.
std::optional<Value> plain_value(const Tree& value) {
  if (value.is_map()) return mx_value(value);
  if (!value.is_scalar() || !value.tag.empty()) return std::nullopt;
  return value_of(value);
}

void read_values(const Tree& tree, const Record& common, const Where& where, Records& records) {
  const Manner manner{.txt = TxtForm::octodns};
  const Tree* values = either(tree, "values", "value");
  const std::vector<Tree> one = values != nullptr && !values->is_list() ? std::vector{*values} : std::vector<Tree>();
  if (values == nullptr) records.push_back(without_value(common, tree, where));
  if (values == nullptr) return;
  for (const Tree& each : values->is_list() ? values->items : one) {
    const std::optional<Value> value = plain_value(each);
    records.push_back(value ? with_value(common, *value, where, manner) : without_value(common, each, where));
  }
}

void read_record(const Tree& tree, Record common, const Tree& name, const Where& where, Records& records) {
  expect_map(tree, "a record", where.path);
  common.type = type_text(required_text(tree, "type", where.path).scalar);
  common.ttl = ttl_of(tree.find("ttl"));
  const Tree* settings = tree.find("octodns");
  const Tree* cloudflare = settings != nullptr ? settings->find("cloudflare") : nullptr;
  const Tree* proxied = cloudflare != nullptr ? cloudflare->find("proxied") : nullptr;
  common.proxied = proxied != nullptr && proxied->is_true();
  take_owner(common, value_of(name));
  read_values(tree, common, where, records);
}

}  // namespace

Document read_octodns(const Input& input) {
  Document document{.path = input.path, .format = Format::octodns};
  const Zone zone = zone_of(input);
  const Tree tree = read_yaml(input.bytes, input.path);
  expect_map(tree, "the document", input.path);
  const Manner manner{.origin = zone.name};
  for (const auto& [name, value] : tree.members) {
    const Where where{input.path, ""};
    Record common{.format = Format::octodns, .owner = zone.name, .zone = zone.name};
    if (!name.scalar.empty()) common.owner = owner_of(name, where, manner);
    if (!value.is_list()) read_record(value, common, name, where, document.records);
    for (const Tree& item : value.items) read_record(item, common, name, where, document.records);
  }
  if (zone.whole) document.zones.push_back(zone.name);
  return document;
}

}  // namespace mailauth::inputs
