#include "inputs/terraform/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "dns/public_suffixes.h"
#include "inputs/reading/fields.h"
#include "inputs/terraform/references.h"
#include "inputs/terraform/rows.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

using dns::Name;

// The key of several that has something, or will have.
std::string_view filled_key(const Resource& resource, const std::array<std::string_view, 2>& keys) {
  if (keys[1].empty()) return keys[0];
  const auto has = [&](std::string_view key) {
    const Tree* value = resource.values.find(key);
    return value != nullptr && !value->is_null() && (!value->is_list() || !value->items.empty());
  };
  return !has(keys[0]) && has(keys[1]) ? keys[1] : keys[0];
}

// A value in one field, or in two as of MX.
std::optional<Value> value_in(const Tree& tree, std::string_view part) {
  if (tree.is_scalar()) return value_of(tree);
  const Tree* preference = tree.find("preference");
  if (const Tree* exchange = tree.find("exchange"); exchange != nullptr && preference != nullptr)
    return value_of(*preference, *exchange);
  const Tree* value = tree.find_text(part);
  return value != nullptr ? std::optional(value_of(*value)) : std::nullopt;
}

// The values of a key that holds one or a list of them. What is not there is not known.
std::vector<ResourceValue> values_of(const Resource& resource, std::string_view key, std::string_view part) {
  const Tree* found = resource.values.find(key);
  const Hidden state = hidden(resource, key);
  if (found == nullptr || !found->is_list() || found->items.empty()) {
    const bool known = found != nullptr && found->is_scalar() && state == Hidden::no;
    return {{found != nullptr ? found : &resource.values, known ? value_in(*found, part) : std::nullopt, ""}};
  }
  std::vector<ResourceValue> values;
  for (std::size_t i = 0; i < found->items.size(); ++i) {
    const bool known = state != Hidden::sensitive && !is_unknown_item(resource, key, i);
    values.push_back({&found->items[i], known ? value_in(found->items[i], part) : std::nullopt, ""});
  }
  return values;
}

// Route 53 and Google also write "/hostedzone/Z1" and "projects/p/managedZones/main".
std::string id_of(std::string_view written) { return std::string(written.substr(written.rfind('/') + 1)); }

void in_zone(const PlanZone& zone, RecordSet& set) {
  set.zone = zone.name;
  set.in_private_zone = zone.is_private;
}

void take_zone(const Resource& resource, std::string_view key, const PlanZones& zones, bool follow, RecordSet& set) {
  set.zone_hidden = hidden(resource, key);
  const std::string written = text_of(resource, key);
  set.zone_id = id_of(written);
  if (const auto named = zones.by_id.find(set.zone_id); named != zones.by_id.end()) in_zone(named->second, set);
  // Ids of zones have no dots.
  if (!set.zone && written.find('.') != std::string::npos) set.zone = name_of(written, {});
  if (!set.zone && follow && set.zone_hidden != Hidden::sensitive)
    if (const auto referred = referenced_zone(zones, resource.address, key)) in_zone(*referred, set);
  if (set.zone && set.zone->is_root()) set.zone.reset();
}

// The provider takes a name for whole when it ends with the text of the zone's name, dot or no dot in front of it.
std::optional<Name> owner_by_suffix(std::string_view name, const Name& zone, const Manner& manner) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty()) return zone;
  const bool whole = text::to_lower(name).ends_with(zone.text());
  return name_of(whole ? std::string(name) : fmt::format("{}.{}", name, zone.text()), manner);
}

std::optional<Name> owner_below(std::string_view name, const Name& zone, Manner manner) {
  if (name.empty() || name == "@") return zone;
  manner.origin = zone;
  return name_of(name, manner);
}

std::optional<Name> owner_in(const Name& zone, NameForm form, std::string_view name, const Manner& manner) {
  switch (form) {
    case NameForm::absolute: return name_of(name, manner);
    case NameForm::below: return owner_below(name, zone, manner);
    case NameForm::suffix: return owner_by_suffix(name, zone, manner);
    case NameForm::either: break;
  }
  const std::optional<Name> absolute = name_of(name, manner);
  return absolute && absolute->is_within(zone) ? absolute : owner_below(name, zone, manner);
}

// "_dmarc.example.com", and not "_dmarc.shop": what a domain is registered as has no such mark.
bool ends_as_whole(const Name& name) {
  if (name.label_count() < 2 || !dns::ends_in_top_level_domain(name)) return false;
  return name.last_labels(2).text().front() != '_';
}

void take_owner_without_zone(const RecordRow& row, const std::string& name, const Manner& manner, RecordSet& set) {
  const bool dotted = name.find('.') != std::string::npos;
  if (row.names == NameForm::absolute || (row.names_are_complete && dotted)) {
    set.owner = name_of(name, manner);
  } else if (row.names == NameForm::suffix || row.names == NameForm::either) {
    const std::optional<Name> absolute = name_of(name, manner);
    set.taken_as_whole = absolute && ends_as_whole(*absolute);
    if (set.taken_as_whole) set.owner = absolute;
  }
}

void take_owner(const Resource& resource, const RecordRow& row, RecordSet& set) {
  const Manner manner{.octal_names = row.octal_names};
  set.name = known_text(resource, row.name);
  set.name_hidden = hidden(resource, row.name);
  const std::string name = set.name != nullptr ? set.name->scalar : "";
  const Tree* whole = row.whole_name.empty() ? nullptr : known_text(resource, row.whole_name);
  const bool is_there = set.name != nullptr || (row.names == NameForm::below && set.name_hidden == Hidden::no);
  const bool sensitive = set.name_hidden == Hidden::sensitive;
  if (is_there && set.zone) set.owner = owner_in(*set.zone, row.names, name, manner);
  if (!set.owner && whole != nullptr && !sensitive) set.owner = name_of(whole->scalar, manner);
  if (!set.owner && is_there && !set.zone) take_owner_without_zone(row, name, manner, set);
}

// OVH has types of its own for what is published as TXT.
std::string kind_of(const RecordRow& row, const std::string& written) {
  const std::string kind = type_text(written);
  const bool is_text = row.kind == "fieldtype" && (kind == "SPF" || kind == "DKIM" || kind == "DMARC");
  return is_text ? "TXT" : kind;
}

void take_kind(const Resource& resource, const RecordRow& row, RecordSet& set) {
  const std::string_view fixed = row.fixed_kind.empty() ? starred(row, resource.type) : row.fixed_kind;
  set.type = kind_of(row, fixed.empty() ? text_of(resource, row.kind) : std::string(fixed));
  if (fixed.empty()) set.type_hidden = hidden(resource, row.kind);
}

void take_ttl(const Resource& resource, const RecordRow& row, RecordSet& set) {
  set.ttl = ttl_of(known_scalar(resource, row.ttl));
  if (row.automatic_ttl >= 0 && set.ttl == static_cast<uint32_t>(row.automatic_ttl)) set.ttl = row.chosen_ttl;
}

// Of each way that a policy of Google chooses between.
void take_routed(const Resource& resource, std::string_view kind, const RecordRow& row, RecordSet& set) {
  const bool known = hidden(resource, "routing_policy") == Hidden::no;
  for (const Tree& policy : resource.values.find("routing_policy")->items) {
    const Tree* ways = policy.find(kind);
    for (std::size_t i = 0; ways != nullptr && i < ways->items.size(); ++i)
      for (ResourceValue& value : values_of({"", "", ways->items[i]}, row.values[0], row.part)) {
        value.set = fmt::format("{} {}", kind, i);
        if (!known) value.value.reset();
        set.values.push_back(std::move(value));
      }
  }
}

void take_priority(const Resource& resource, const RecordRow& row, RecordSet& set) {
  if (row.priority.empty() || set.type != "MX") return;
  const Tree* priority = known_scalar(resource, row.priority);
  for (ResourceValue& each : set.values)
    if (each.value) each.value = priority != nullptr ? std::optional(value_of(*priority, *each.at)) : std::nullopt;
}

void take_alias(const Resource& resource, std::string_view key, const RecordRow& row, RecordSet& set) {
  const Tree& alias = *resource.values.find(key);
  set.is_alias = true;
  set.is_sensitive = hidden(resource, key) == Hidden::sensitive;
  set.names_target = alias.is_list() ? known_text(block_of(resource, key, 0), row.target) != nullptr
                                     : !row.alias_is_id && hidden(resource, key) == Hidden::no;
  set.values = {{&alias, std::nullopt, ""}};
}

void take_values(const Resource& resource, const RecordRow& row, RecordSet& set) {
  for (const std::string_view alias : row.alias)
    if (!alias.empty() && is_filled(resource, alias)) return take_alias(resource, alias, row, set);
  const std::string_view key = filled_key(resource, row.values);
  set.is_sensitive = std::ranges::any_of(
      std::array{key, row.priority, std::string_view("routing_policy")},
      [&](std::string_view each) { return !each.empty() && hidden(resource, each) == Hidden::sensitive; });
  if (is_filled(resource, "routing_policy"))
    for (const std::string_view kind : {"wrr", "geo"}) take_routed(resource, kind, row, set);
  if (set.values.empty()) set.values = values_of(resource, key, row.part);
  take_priority(resource, row, set);
}

RecordSet record_set_of(const Resource& resource, const RecordRow& row, RecordSet set) {
  take_kind(resource, row, set);
  set.manner = {.txt = row.txt, .octal_names = row.octal_names};
  take_owner(resource, row, set);
  take_ttl(resource, row, set);
  if (row.relative_targets) set.manner.origin = set.zone;
  take_values(resource, row, set);
  if (!row.set.empty()) set.set = text_of(resource, row.set);
  const Tree* proxied = row.proxied.empty() ? nullptr : resource.values.find(row.proxied);
  set.proxied = proxied != nullptr && proxied->is_true();
  set.whole_set = row.whole_set;
  return set;
}

ResourceRecords exclusive_records(const Resource& resource, const PlanZones& zones, bool follow) {
  RecordSet common;
  take_zone(resource, zone_key(exclusive_type), zones, follow, common);
  ResourceRecords records{.exclusive = common};
  const Tree* sets = resource.values.find(exclusive_sets);
  if (sets == nullptr || !sets->is_list()) {
    records.hidden = hidden(resource, exclusive_sets);
    return records;
  }
  for (std::size_t i = 0; i < sets->items.size(); ++i) {
    const Resource block = block_of(resource, exclusive_sets, i);
    if (const Hidden whole = hidden_as_a_whole(block); whole != Hidden::no)
      records.hidden = whole;
    else
      records.sets.push_back(record_set_of(block, exclusive_row, common));
  }
  return records;
}

}  // namespace

bool is_record_type(std::string_view type) { return type == exclusive_type || row_of(type) != nullptr; }

std::string_view zone_key(std::string_view type) { return type == exclusive_type ? "zone_id" : row_of(type)->zone; }

ResourceRecords records_of(const Resource& resource, const PlanZones& zones, bool follow) {
  if (resource.type == exclusive_type) return exclusive_records(resource, zones, follow);
  const RecordRow& row = *row_of(resource.type);
  RecordSet common;
  take_zone(resource, row.zone, zones, follow, common);
  return {.sets = {record_set_of(resource, row, std::move(common))}};
}

}  // namespace mailauth::inputs
