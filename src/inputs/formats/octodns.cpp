// A zone of octoDNS: its records by their names below the zone, which the file is named after.
//
//     '': [ { type: TXT, value: v=spf1 -all } ]
//     _dmarc: { type: TXT, ttl: 300, value: 'v=DMARC1\; p=none' }

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "dns/other_types.h"
#include "inputs/formats/other_files.h"
#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/reading/records.h"
#include "inputs/reading/value.h"
#include "inputs/tree/includes.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"
#include "text/idna.h"

namespace mailauth::inputs {
namespace {

struct Zone {
  dns::Name name;
  bool whole = true;  // false: one of several files
};

std::optional<dns::Name> domain_name(std::string_view text) {
  const auto a_labels = text::to_a_labels(text);
  const std::optional<dns::Name> name = a_labels ? name_of(*a_labels, {}) : std::nullopt;
  return name && name->label_count() > 1 ? name : std::nullopt;
}

// SplitYamlProvider gives each name a file of its own in a folder that is named after the zone.
bool has_only_the_name(const Tree& tree, const std::string& stem) {
  return tree.members.size() == 1 && tree.members[0].key.scalar == stem;
}

// "config/example.com.yaml" is the zone; "config/example.com./_dmarc.yaml" and "$example.com.yaml" are parts of it.
Zone zone_of(const Tree& tree, const Input& input) {
  const std::filesystem::path path(input.path);
  const std::string folder = path.parent_path().filename().string();
  std::string stem = path.stem().string();
  if (folder.ends_with('.') || has_only_the_name(tree, stem))
    if (const auto name = domain_name(folder)) return {*name, false};
  if (const auto named = zone_by_id(stem, input.options)) return {*named};
  if (stem.starts_with('$'))
    if (const auto name = domain_name(stem.substr(1))) return {*name, false};
  constexpr std::string_view prefix = "octodns-";  // no domain: it tells the file from those of other tools
  if (stem.starts_with(prefix)) stem.erase(0, prefix.size());
  if (const auto name = domain_name(stem)) return {*name};
  if (input.options.origin) return {*input.options.origin};
  throw Error{{input.path}, "octoDNS names a file after its zone, such as example.com.yaml; this name is no domain"};
}

// What Python takes for true.
bool is_set(const Tree* value) {
  if (value == nullptr || value->is_null()) return false;
  if (!value->is_scalar()) return !value->items.empty() || !value->members.empty();
  static constexpr std::array no{"", "false", "no", "off", "0", "~", "null"};
  return std::ranges::none_of(no, [&](const char* word) { return text::equals_ignoring_case(value->scalar, word); });
}

const Tree* find_in(const Tree* map, std::string_view key) { return map != nullptr ? map->find(key) : nullptr; }

// Where octoDNS publishes a set of records. Elsewhere it leaves alone what there is, whatever that may be.
// https://github.com/octodns/octodns/blob/main/docs/records.md
enum class Reach : uint8_t { everywhere, some_providers, nowhere };

Reach reach_of(const Tree& record) {
  const Tree* settings = record.find("octodns");
  if (is_set(find_in(settings, "ignored"))) return Reach::nowhere;
  const bool depends = is_set(find_in(settings, "excluded")) || is_set(find_in(settings, "included"));
  return depends ? Reach::some_providers : Reach::everywhere;
}

// octoDNS publishes A-labels. What is converted has no bytes in the file.
Value in_a_labels(Value value) {
  const auto converted = text::to_a_labels(value.text);
  if (converted && *converted != value.text) {
    value.text = *converted;
    value.anchors.clear();
  }
  return value;
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
  Value both = value_of(*preference);
  both.text += ' ';
  append(both, in_a_labels(value_of(*exchange)));
  return both;
}

// "!env" and other tags stand for what octoDNS finds elsewhere.
std::optional<Value> plain_value(const Tree& value, const std::string& type) {
  if (value.is_map()) return mx_value(value);
  if (!value.is_scalar() || !value.tag.empty()) return std::nullopt;
  return type == "TXT" || type == "SPF" ? value_of(value) : in_a_labels(value_of(value));
}

// octoDNS refuses what it does not know. Types of a provider have its name in front.
// https://github.com/octodns/octodns/blob/main/docs/records.md
bool is_known_type(const std::string& type) {
  if (type.find('/') != std::string::npos || type == "URLFWD") return true;
  const bool is_numbered = type.starts_with("TYPE");
  return !is_numbered && (dns::type_of(type) || dns::is_other_type(type));
}

// An "!include" that was refused, or one of several in a list of such: a gap says so.
bool is_refused(const Tree& tree) { return tree.tag == include_tag; }

// An ALIAS is answered with the addresses that its target has.
std::vector<std::string> published_types(const std::string& type) {
  if (type != "ALIAS" && !type.ends_with("/ALIAS")) return {type};  // "Route53Provider/ALIAS"
  return {"A", "AAAA"};
}

class ZoneReader {
 public:
  ZoneReader(const Zone& zone, Document& document)
      : zone_(zone.name), manner_{.txt = TxtForm::octodns, .origin = zone.name}, document_(document) {}

  void read(const Tree& name, const Tree& value) {
    const Where where{document_.path, ""};
    Record common{.format = Format::octodns, .owner = owner_of_key(name), .zone = zone_};
    take_owner(common, value_of(name));
    const bool is_nothing = value.is_null() && is_refused(value);
    if (!value.is_list() && !is_nothing) read_record(value, name, common, where);
    for (const Tree& item : value.items)
      if (!is_refused(item)) read_record(item, name, common, where);
    if (is_refused(value) || std::ranges::any_of(value.items, is_refused)) leave_open(common.owner);
  }

  void add_notes() {
    if (!ignored_.empty()) document_.notes.push_back("octoDNS ignores, and does not publish: " + shortened(ignored_));
    if (!partial_.empty())
      document_.notes.push_back("octoDNS publishes only at some of its providers: " + shortened(partial_));
  }

 private:
  dns::Name owner_of_key(const Tree& key) const {
    const std::string shown = text::escape_for_display(key.scalar.substr(0, 60), true);
    if (key.scalar.empty()) return zone_;
    if (key.scalar == "@") fail(document_.path, key, "octoDNS writes the zone's own name as '', not as \"@\"");
    const auto a_labels = text::to_a_labels(key.scalar);
    const bool is_relative = a_labels && !dns::is_absolute(*a_labels);
    const auto name = is_relative ? name_of(*a_labels, manner_) : std::nullopt;
    if (!name) fail(document_.path, key, fmt::format("\"{}\" is no name below {}", shown, zone_.text()));
    return *name;
  }

  // Which sets of its name a file that was not read has, nobody knows: any that the name does not have already.
  void leave_open(const dns::Name& owner) {
    if (seen_.contains({owner, "CNAME"})) return;  // which is alone at its name
    for (const dns::Type type :
         {dns::Type::txt, dns::Type::spf, dns::Type::mx, dns::Type::a, dns::Type::aaaa, dns::Type::ns})
      if (!seen_.contains({owner, std::string(to_string(type))})) document_.open.push_back({owner, type});
  }

  void leave_open(const Record& common) {
    if (const auto type = dns::type_of(common.type)) document_.open.push_back({common.owner, *type});
  }

  void read_record(const Tree& tree, const Tree& key, Record common, const Where& where) {
    if (!tree.is_map())
      fail(where.path, tree.is_null() ? key : tree,
           fmt::format("\"{}\" needs a map with a \"type\" and a \"value\", or a list of such",
                       text::escape_for_display(key.scalar.substr(0, 60), true)));
    const Tree& type = required_text(tree, "type", where.path);
    common.type = type_text(type.scalar);
    if (!is_known_type(common.type)) fail(where.path, type, dns::unknown_type(type.scalar));
    if (!seen_.emplace(common.owner, common.type).second)
      fail(where.path, type,
           fmt::format("{} {} is given twice: octoDNS wants all values of a set in one place",
                       text::escape_for_display(common.owner.text(), true), common.type));
    common.ttl = ttl_of(tree.find("ttl"));
    common.proxied = is_set(find_in(find_in(tree.find("octodns"), "cloudflare"), "proxied"));
    const std::string written_type = common.type;
    for (const std::string& published : published_types(written_type)) {
      common.type = published;
      read_set(tree, common, written_type != published, where);
    }
  }

  void read_set(const Tree& tree, const Record& common, bool is_alias, const Where& where) {
    const Reach reach = reach_of(tree);
    if (reach != Reach::everywhere) note(reach, common);
    if (reach == Reach::nowhere) return add_record(without_value(common, tree, where), document_);
    if (is_alias) return add_record(without_value(common, tree, where, Unread::alias), document_);
    read_values(tree, common, where);
    read_pools(tree, common, where);
    if (reach == Reach::everywhere) return;
    Record elsewhere = common;
    elsewhere.set = "where octoDNS leaves it alone";
    add_record(without_value(elsewhere, tree, where), document_);
  }

  void note(Reach reach, const Record& common) {
    (reach == Reach::nowhere ? ignored_ : partial_)
        .push_back(fmt::format("{} {}", text::escape_for_display(common.owner.text(), true), common.type));
  }

  void read_values(const Tree& tree, const Record& common, const Where& where) {
    const Tree* values = either(tree, "values", "value");
    const bool is_one = values != nullptr && !values->is_list();
    if (values == nullptr || (!is_one && values->items.empty()))
      return add_record(without_value(common, tree, where), document_);
    if (is_one) return read_value(*values, common, where);
    if (is_refused(*values)) leave_open(common);
    for (const Tree& each : values->items) read_value(each, common, where);
  }

  void read_value(const Tree& tree, const Record& common, const Where& where) {
    if (is_refused(tree)) return leave_open(common);
    const std::optional<Value> value = plain_value(tree, common.type);
    add_record(value ? with_value(common, *value, where, manner_) : without_value(common, tree, where), document_);
  }

  // Some are answered with these instead of the values.
  // https://github.com/octodns/octodns/blob/main/docs/dynamic_records.md
  void read_pools(const Tree& tree, Record common, const Where& where) {
    const Tree* pools = find_in(tree.find("dynamic"), "pools");
    if (pools != nullptr)
      for (const auto& [name, pool] : pools->members) {
        common.set = "pool " + name.scalar;
        if (const Tree* values = pool.find("values"))
          for (const Tree& each : values->items)
            if (const Tree* value = each.find("value")) read_value(*value, common, where);
      }
    if (const Tree* places = tree.find("geo"))
      for (const auto& [place, values] : places->members) {
        common.set = "geo " + place.scalar;
        for (const Tree& each : values.items) read_value(each, common, where);
      }
  }

  dns::Name zone_;
  Manner manner_;
  Document& document_;
  std::set<std::pair<dns::Name, std::string>> seen_;
  std::vector<std::string> ignored_, partial_;  // sets
};

bool is_record(const Tree& tree) {
  const bool has_data = either(tree, "values", "value") != nullptr || tree.find("dynamic") || tree.find("geo");
  return tree.is_map() && tree.find_text("type") != nullptr && has_data;
}

bool has_records(const Member& member) {
  const Tree& value = member.value;
  const auto may_be_record = [](const Tree& item) { return is_record(item) || is_refused(item); };
  return may_be_record(value) || std::ranges::any_of(value.items, may_be_record);
}

void expect_zone(const Tree& tree, const Input& input) {
  expect_map(tree, "the document", input.path);
  if (tree.members.empty()) throw Error{{input.path}, "this zone of octoDNS holds no records"};
  if (std::ranges::none_of(tree.members, has_records))
    throw Error{{input.path},
                "this is no zone of octoDNS, in which names have a \"type\" and a \"value\": " +
                    what_it_looks_like(input.bytes)};
  expect_unique_keys(tree, input.path);
}

}  // namespace

Document read_octodns(const Input& input) {
  Document document{.path = input.path, .format = Format::octodns};
  const Include include = includes_of(input.path, [&](const Tree& name) {
    document.gaps.push_back({Gap::Why::not_read,
                             fmt::format("!include {}: only files of the same repository are read",
                                         text::escape_for_display(name.scalar.substr(0, 200), true)),
                             {input.path, name.line, name.column}});
  });
  const Tree tree = read_yaml_with_includes(input.bytes, input.path, include);
  expect_zone(tree, input);
  const Zone zone = zone_of(tree, input);
  bool is_complete = true;
  ZoneReader reader(zone, document);
  for (const auto& [name, value] : tree.members) {
    const bool is_missing = name.scalar == "<<" && value.tag == include_tag;
    if (is_missing)
      is_complete = false;
    else
      reader.read(name, value);
  }
  reader.add_notes();
  if (zone.whole && is_complete) document.zones.push_back(zone.name);
  return document;
}

}  // namespace mailauth::inputs
