// What "dnscontrol print-ir" prints: dnsconfig.js after it has run. Version 4 writes the text or target of a record
// into "target", version 5 its data as in a zone file into "rdata".
//
//     { "type": "TXT", "name": "@", "ttl": 300, "target": "v=spf1 -all", "filepos": "[line:4:5]" }

#include <fmt/format.h>

#include <filesystem>

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

Value data_value(const Tree& record, const Tree& target) {
  const Tree* preference = record.find("mxpreference");
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

Record read_record(const Tree& tree, Record common, const Where& where) {
  const Tree& name = required_text(tree, "name", where.path);
  const std::optional<dns::Name> owner = owner_in(*common.zone, name.scalar);
  if (!owner) fail(where.path, name, fmt::format("\"{}\" is no domain name", text::escape_bytes(name.scalar)));
  common.owner = *owner;
  common.type = type_text(required_text(tree, "type", where.path).scalar);
  common.ttl = ttl_of(tree.find("ttl"));
  common.proxied = is_proxied(tree);
  take_owner(common, value_of(name));
  const Tree* rdata = tree.find_text("rdata");
  const Tree* target = rdata != nullptr ? rdata : tree.find_text("target");
  Record record = without_value(common, tree, where);
  const Manner manner{.txt = rdata != nullptr ? TxtForm::strings : TxtForm::text, .origin = common.zone};
  if (target != nullptr) record = with_value(common, data_value(tree, *target), where, manner);
  if (const auto position = script_position(tree, where.path)) point_into_script(record, *position, where.within);
  return record;
}

// It says all there is, unless it leaves alone what it does not know.
bool is_whole(const Tree& domain) {
  const Tree* kept = domain.find("keepunknown");                                        // NO_PURGE
  return (kept == nullptr || !kept->is_true()) && domain.find("unmanaged") == nullptr;  // IGNORE()
}

void read_domain(const Tree& domain, const Where& where, Document& document) {
  expect_map(domain, "domains", where.path);
  Record common{.format = Format::dnscontrol};
  common.zone = owner_of(required_text(domain, "name", where.path), where, {});
  if (const Tree* tag = domain.find_text("tag")) common.set = tag->scalar;  // of split horizon
  std::size_t index = 0;
  const Tree* records = domain.find("records");
  if (records != nullptr)
    for (const Tree& record : records->items)
      add_record(read_record(record, common, {where.path, fmt::format("{}/records/{}", where.within, index++)}),
                 document);
  if (is_whole(domain)) document.zones.push_back(*common.zone);
}

}  // namespace

Document read_dnscontrol(const Input& input) {
  Document document{.path = input.path, .format = Format::dnscontrol};
  std::size_t index = 0;
  const auto begin = [&] {
    document.records.clear();
    document.zones.clear();
    index = 0;
  };
  const auto take = [&](const Tree& domain) {
    read_domain(domain, {input.path, fmt::format("/domains/{}", index++)}, document);
  };
  const Tree tree = read_long_json(input.bytes, input.path, {"domains", begin, take});
  expect_map(tree, "the document", input.path);
  required_list(tree, "domains", input.path);
  return document;
}

}  // namespace mailauth::inputs
