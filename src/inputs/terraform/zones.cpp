#include "inputs/terraform/zones.h"

#include <algorithm>
#include <array>

#include "inputs/reading/value.h"
#include "inputs/terraform/address.h"
#include "inputs/terraform/resource.h"

namespace mailauth::inputs {
namespace {

struct ZoneType {
  std::string_view type;
  std::string_view id, name;  // its keys
};
constexpr std::array zone_types = {
    ZoneType{"aws_route53_zone", "zone_id", "name"},
    ZoneType{"azurerm_dns_zone", "name", "name"},
    ZoneType{"cloudflare_zone", "id", "name"},
    ZoneType{"cloudflare_zone", "id", "zone"},  // before version 5
    ZoneType{"digitalocean_domain", "id", "name"},
    ZoneType{"gandi_livedns_domain", "id", "name"},
    ZoneType{"google_dns_managed_zone", "name", "dns_name"},
    ZoneType{"hcloud_zone", "id", "name"},
    ZoneType{"hetznerdns_zone", "id", "name"},
    ZoneType{"linode_domain", "id", "domain"},
    ZoneType{"ns1_zone", "id", "zone"},
    ZoneType{"ovh_domain_zone", "name", "name"},
    ZoneType{"powerdns_zone", "name", "name"},
    ZoneType{"vultr_dns_domain", "id", "domain"},
};

const Tree* find(const Tree* map, std::string_view key) { return map != nullptr ? map->find(key) : nullptr; }

// A zone of AWS is private when it has networks, and one of Google says so.
bool is_private(const Resource& zone) {
  const Tree* said = known_scalar(zone, "private_zone");
  return is_filled(zone, "vpc") || (said != nullptr && said->is_true()) || text_of(zone, "visibility") == "private";
}

void add_zone(const Resource& resource, const std::string& id, const dns::Name& name, PlanZones& zones) {
  const PlanZone zone{name, is_private(resource)};
  zones.by_address.emplace(resource.address, zone);
  const auto [plain, is_first] = zones.by_plain_address.try_emplace(without_indexes(resource.address), zone);
  if (!is_first && plain->second != zone) plain->second.reset();
  if (id.empty()) return;
  // One that was named by the user is private all the same.
  PlanZone& known = zones.by_id.try_emplace(id, zone).first->second;
  known.is_private = known.is_private || zone.is_private;
}

void take_zone(const Resource& resource, PlanZones& zones) {
  for (const ZoneType& known : zone_types) {
    const Tree* written = resource.type == known.type ? known_text(resource, known.name) : nullptr;
    const std::optional<dns::Name> name = written != nullptr ? name_of(written->scalar, {}) : std::nullopt;
    if (name && !name->is_root()) add_zone(resource, text_of(resource, known.id), *name, zones);
  }
}

// Recursion is bounded by the depth of the tree.
void take_zones(const Tree* module, PlanZones& zones) {
  if (module == nullptr) return;
  if (const Tree* resources = module->find("resources"))
    for (const Tree& row : resources->items) {
      const Tree *type = row.find_text("type"), *address = row.find_text("address"), *values = row.find("values");
      if (type != nullptr && address != nullptr && values != nullptr)
        take_zone({address->scalar, type->scalar, *values, nullptr, row.find("sensitive_values")}, zones);
    }
  if (const Tree* children = module->find("child_modules"))
    for (const Tree& child : children->items) take_zones(&child, zones);
}

// A zone that is looked up when the plan is applied stands only here.
void take_changed_zones(const Tree* rows, PlanZones& zones) {
  if (rows == nullptr) return;
  for (const Tree& row : rows->items) {
    const Tree *type = row.find_text("type"), *address = row.find_text("address"), *change = row.find("change");
    if (type == nullptr || address == nullptr || change == nullptr) continue;
    const Tree *before_sensitive = change->find("before_sensitive"), *after_sensitive = change->find("after_sensitive");
    if (const Tree* after = change->find("after"))
      take_zone(
          {address->scalar, type->scalar, *after, change->find("after_unknown"), after_sensitive, before_sensitive},
          zones);
    if (const Tree* before = change->find("before"))
      take_zone({address->scalar, type->scalar, *before, nullptr, before_sensitive, after_sensitive}, zones);
  }
}

void take_module(const Tree* tree, Module& module) {
  if (tree == nullptr) return;
  module.outputs = tree->find("outputs");
  if (const Tree* resources = tree->find("resources"))
    for (const Tree& resource : resources->items)
      if (const Tree* address = resource.find_text("address")) module.resources.emplace(address->scalar, &resource);
  if (const Tree* calls = tree->find("module_calls"))
    for (const auto& [name, call] : calls->members) {
      const auto [child, is_new] = module.children.try_emplace(name.scalar, std::make_unique<Module>());
      if (!is_new) continue;
      child->second->parent = &module;
      child->second->call = &call;
      take_module(call.find("module"), *child->second);
    }
}

}  // namespace

bool is_zone_type(std::string_view type) {
  return std::ranges::find(zone_types, type, &ZoneType::type) != zone_types.end();
}

PlanZones zones_of(const Tree& plan, const ReadOptions& options) {
  PlanZones zones;
  for (const auto& [id, name] : options.zone_names) zones.by_id.emplace(id, PlanZone{name});
  take_zones(find(plan.find("planned_values"), "root_module"), zones);
  take_zones(find(find(plan.find("prior_state"), "values"), "root_module"), zones);
  take_changed_zones(plan.find("resource_changes"), zones);
  auto configuration = std::make_unique<Module>();
  take_module(find(plan.find("configuration"), "root_module"), *configuration);
  zones.configuration = std::move(configuration);
  return zones;
}

}  // namespace mailauth::inputs
