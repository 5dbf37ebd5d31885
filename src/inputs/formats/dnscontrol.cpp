// What "dnscontrol print-ir" prints: dnsconfig.js after it has run. Version 3 writes the strings of a TXT into
// "txtstrings", and the first or all of them into "target"; version 4 writes the text or target of a record into
// "target", version 5 its data as in a zone file into "rdata".
//
//     { "type": "TXT", "name": "@", "ttl": 300, "target": "v=spf1 -all", "filepos": "[line:4:5]" }

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <span>

#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/reading/records.h"
#include "inputs/reading/value.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

// "[line:4:5]" of the dnsconfig.js that lies beside the file; nothing when the record does not say.
std::optional<text::Position> script_position(const Tree& record, const std::string& path) {
  const Tree* place = record.find_text("filepos");
  if (place == nullptr || !place->scalar.starts_with("[line:") || !place->scalar.ends_with(']')) return std::nullopt;
  const std::string numbers = place->scalar.substr(6, place->scalar.size() - 7);
  const std::vector<std::string_view> parts = text::split(numbers, ':');
  constexpr unsigned enough = 100'000'000;
  const auto line = text::parse_number(parts[0], enough);
  const auto column = parts.size() == 2 ? text::parse_number(parts[1], enough) : std::nullopt;
  if (!line || !column) return std::nullopt;
  const std::filesystem::path script = std::filesystem::path(path).parent_path() / "dnsconfig.js";
  return text::Position{script.string(), *line, *column};
}

// The preference of an MX stands in the record, or since 4.15 in "Fields".
const Tree* preference_of(const Tree& record) {
  const Tree* fields = record.find("Fields");
  const Tree* preference = fields != nullptr ? fields->find("Preference") : nullptr;
  return preference != nullptr ? preference : record.find("mxpreference");
}

// The strings of a TXT in one piece: publishing cuts them anew.
std::optional<Value> joined(const Tree* strings) {
  if (strings == nullptr || strings->items.empty()) return std::nullopt;
  Value value = value_of(strings->items.front());
  for (const Tree& string : std::span(strings->items).subspan(1)) append(value, value_of(string));
  return value;
}

Value data_value(const Tree& record, const Tree& target) {
  const Tree* preference = preference_of(record);
  return preference != nullptr && preference->is_scalar() ? value_of(*preference, target) : value_of(target);
}

bool is_proxied(const Tree& record) {
  const Tree* meta = record.find("meta");
  const Tree* proxy = meta != nullptr ? meta->find_text("cloudflare_proxy") : nullptr;
  return proxy != nullptr &&
         (text::equals_ignoring_case(proxy->scalar, "on") || text::equals_ignoring_case(proxy->scalar, "full"));
}

// Below its domain; "@" is the domain itself. A name with a final dot is whole.
std::optional<dns::Name> owner_in(const dns::Name& zone, std::string_view name) {
  if (name == "@" || name.empty()) return zone;
  return name_of(name, {.origin = zone});
}

void point_into_script(Record& record, const text::Position& position, const std::string& within) {
  record.place = std::make_shared<const text::Place>(text::Place{position, within});
  for (Written* part : {&record.written_owner, &record.written_data})
    *part = {.text = std::move(part->text), .line = position.line, .column = position.column};
}

// The types that an alias answers for: it has what its target has. Empty: the record is none.
std::vector<std::string> aliased_types(const Tree& record, const std::string& type) {
  if (type == "ALIAS" || type == "ANAME") return {"A", "AAAA"};
  if (type != "R53_ALIAS" && type != "AZURE_ALIAS") return {};
  const Tree* settings = record.find(type == "R53_ALIAS" ? "r53_alias" : "azure_alias");
  const Tree* of = settings != nullptr ? settings->find_text("type") : nullptr;
  return {of != nullptr ? type_text(of->scalar) : "A"};
}

Record with_data(const Tree& tree, const Record& common, const Where& where) {
  const Manner text{.txt = TxtForm::text, .origin = common.zone};
  const Manner strings{.txt = TxtForm::strings, .origin = common.zone};
  if (const Tree* rdata = tree.find_text("rdata")) return with_value(common, value_of(*rdata), where, strings);
  if (const auto value = joined(tree.find("txtstrings"))) return with_value(common, *value, where, text);
  const Tree* target = tree.find_text("target");
  return target != nullptr ? with_value(common, data_value(tree, *target), where, text)
                           : without_value(common, tree, where);
}

Records read_record(const Tree& tree, Record common, const Where& where) {
  const Tree& name = required_text(tree, "name", where.path);
  const std::optional<dns::Name> owner = owner_in(*common.zone, name.scalar);
  if (!owner) fail(where.path, name, fmt::format("\"{}\" is no domain name", text::escape_bytes(name.scalar)));
  common.owner = *owner;
  common.type = type_text(required_text(tree, "type", where.path).scalar);
  common.ttl = ttl_of(tree.find("ttl"));
  common.proxied = is_proxied(tree);
  take_owner(common, value_of(name));
  Records records;
  const std::vector<std::string> aliased = aliased_types(tree, common.type);
  if (aliased.empty()) records.push_back(with_data(tree, common, where));
  for (const std::string& type : aliased) {
    common.type = type;
    records.push_back(without_value(common, tree, where, Unread::alias));
  }
  if (const auto position = script_position(tree, where.path))
    for (Record& record : records) point_into_script(record, *position, where.within);
  return records;
}

// It says all there is, unless it leaves alone what it does not know.
bool is_whole(const Tree& domain) {
  const Tree* kept = domain.find("keepunknown");  // NO_PURGE
  if (kept != nullptr && kept->is_true()) return false;
  static constexpr std::array ignored{"unmanaged", "ignored_names", "ignored_targets", "ignored_labels"};  // IGNORE()
  return std::ranges::none_of(ignored, [&](const char* key) {
    const Tree* list = domain.find(key);
    return list != nullptr && !list->items.empty();
  });
}

// Instructions that dnscontrol carries out itself before anything is published ("print-ir --raw" shows them).
bool is_instruction(const Tree& record) {
  const Tree* type = record.find_text("type");
  return type != nullptr && (type->scalar == "IMPORT_TRANSFORM" || type->scalar == "SPF_BUILDER");
}

void add_gap(const Tree& at, const Where& where, std::string_view what, Document& document) {
  document.gaps.push_back(
      {Gap::Why::not_read, fmt::format("{}: {}", where.within, what), {where.path, at.line, at.column}});
}

// "example.com!inside": of split horizon, the tag is behind it.
std::pair<Tree, std::string> without_tag(Tree name) {
  const std::size_t mark = std::min(name.scalar.find('!'), name.scalar.size());
  std::string tag = mark < name.scalar.size() ? name.scalar.substr(mark + 1) : "";
  name.scalar.resize(mark);
  return {std::move(name), std::move(tag)};
}

void read_domain(const Tree& domain, const Where& where, Document& document) {
  expect_map(domain, "domains", where.path);
  Record common{.format = Format::dnscontrol};
  const auto [name, tag] = without_tag(required_text(domain, "name", where.path));
  common.zone = owner_of(name, where, {});
  common.set = tag;
  if (const Tree* own = domain.find_text("tag")) common.set = own->scalar;
  std::size_t index = 0;
  if (const Tree* records = domain.find("records"))
    for (const Tree& record : records->items) {
      const Where at{where.path, fmt::format("{}/records/{}", where.within, index++)};
      if (is_instruction(record)) {
        add_gap(record, at, "what this makes is not read; print-ir without --raw has it", document);
        continue;
      }
      for (Record& each : read_record(record, common, at)) add_record(std::move(each), document);
    }
  if (const Tree* raw = domain.find("rawrecords"); raw != nullptr && !raw->items.empty())
    add_gap(*raw, where, "\"rawrecords\" are not read; print-ir without --raw has them as records", document);
  if (is_whole(domain)) return document.zones.push_back(*common.zone);
  // ENSURE_ABSENT: what their sets have then depends on what they have today.
  if (const Tree* absent = domain.find("recordsabsent"))
    for (const Tree& record : absent->items)
      for (Record& each : read_record(record, common, where)) {
        each.data.reset();
        add_record(without_value(each, record, where), document);
      }
}

}  // namespace

Document read_dnscontrol(const Input& input) {
  Document document{.path = input.path, .format = Format::dnscontrol};
  std::size_t index = 0;
  const auto begin = [&] {
    document.records.clear();
    document.zones.clear();
    document.gaps.clear();
    index = 0;
  };
  const auto take = [&](const Tree& domain) {
    read_domain(domain, {input.path, fmt::format("/domains/{}", index++)}, document);
  };
  const Tree tree = read_long_json(input.bytes, input.path, {"domains", begin, take});
  expect_map(tree, "the document", input.path);
  required_list(tree, "domains", input.path);
  if (index == 0) throw Error{{input.path}, "this file holds no domains"};
  return document;
}

}  // namespace mailauth::inputs
