#include "inputs/terraform/zones.h"

#include <algorithm>
#include <array>

#include "inputs/reading/value.h"

namespace mailauth::inputs {
namespace {

struct ZoneType {
  std::string_view type;
  std::string_view id, name;  // its keys
};
constexpr std::array zone_types = {
    ZoneType{"aws_route53_zone", "zone_id", "name"},
    ZoneType{"cloudflare_zone", "id", "name"},
    ZoneType{"cloudflare_zone", "id", "zone"},  // before version 5
    ZoneType{"google_dns_managed_zone", "name", "dns_name"},
};

const Tree* find(const Tree* map, std::string_view key) { return map != nullptr ? map->find(key) : nullptr; }

void take_zone(const Tree& resource, PlanZones& zones) {
  const Tree* type = resource.find_text("type");
  const Tree* values = resource.find("values");
  const Tree* address = resource.find_text("address");
  if (type == nullptr || values == nullptr || address == nullptr) return;
  for (const ZoneType& known : zone_types) {
    const Tree* name = type->scalar == known.type ? values->find_text(known.name) : nullptr;
    const std::optional<dns::Name> zone = name != nullptr ? name_of(name->scalar, {}) : std::nullopt;
    if (!zone) continue;
    zones.by_address.emplace(without_indexes(address->scalar), *zone);
    if (const Tree* id = values->find_text(known.id)) zones.by_id.emplace(id->scalar, *zone);
  }
}

// Recursion is bounded by the depth of the tree.
void take_zones(const Tree* module, PlanZones& zones) {
  if (module == nullptr) return;
  if (const Tree* resources = module->find("resources"))
    for (const Tree& resource : resources->items) take_zone(resource, zones);
  if (const Tree* children = module->find("child_modules"))
    for (const Tree& child : children->items) take_zones(&child, zones);
}

bool is_zone(std::string_view reference) {
  const auto names = [reference](const ZoneType& zone) { return reference.find(zone.type) != std::string_view::npos; };
  return std::ranges::any_of(zone_types, names);
}

// "aws_route53_zone.main.zone_id" and "aws_route53_zone.main" are both listed.
void take_reference(const Tree& resource, const std::string& module, PlanZones& zones) {
  const Tree* address = resource.find_text("address");
  const Tree* expressions = resource.find("expressions");
  const Tree* zone = find(expressions, "zone_id");
  if (zone == nullptr) zone = find(expressions, "managed_zone");
  const Tree* references = find(zone, "references");
  if (address == nullptr || references == nullptr) return;
  for (const Tree& reference : references->items)
    if (is_zone(reference.scalar)) zones.zone_of[module + address->scalar] = module + without_indexes(reference.scalar);
}

void take_references(const Tree* module, const std::string& prefix, PlanZones& zones) {
  if (module == nullptr) return;
  if (const Tree* resources = module->find("resources"))
    for (const Tree& resource : resources->items) take_reference(resource, prefix, zones);
  if (const Tree* calls = module->find("module_calls"))
    for (const auto& [name, call] : calls->members)
      take_references(call.find("module"), prefix + "module." + name.scalar + ".", zones);
}

}  // namespace

PlanZones zones_of(const Tree& plan, const ReadOptions& options) {
  PlanZones zones{.by_id = options.zone_names};
  take_zones(find(plan.find("planned_values"), "root_module"), zones);
  take_zones(find(find(plan.find("prior_state"), "values"), "root_module"), zones);
  take_references(find(plan.find("configuration"), "root_module"), "", zones);
  return zones;
}

std::string without_indexes(std::string_view address) {
  std::string plain;
  bool in_index = false, in_quotes = false;
  for (std::size_t at = 0; at < address.size(); ++at) {
    const char c = address[at];
    if (in_quotes && c == '\\') {
      ++at;
    } else if (in_index) {
      if (c == '"') in_quotes = !in_quotes;
      if (c == ']' && !in_quotes) in_index = false;
    } else if (c == '[') {
      in_index = true;
    } else {
      plain += c;
    }
  }
  return plain;
}

}  // namespace mailauth::inputs
