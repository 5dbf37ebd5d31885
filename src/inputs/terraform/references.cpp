#include "inputs/terraform/references.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "inputs/terraform/address.h"

namespace mailauth::inputs {
namespace {

constexpr unsigned max_depth = 16;               // of variables and outputs behind each other
constexpr unsigned max_references = 500;         // that are followed for one resource
constexpr std::size_t longest_reference = 1000;  // bytes

// Where an expression stands.
struct At {
  const Module* module = nullptr;
  std::vector<Step> path;          // of the module's instance: "module", "dns[0]"
  const Tree* for_each = nullptr;  // what "each" is, an expression in the same module; null: nothing
};

const Tree* member(const Tree* tree, std::string_view key) { return tree != nullptr ? tree->find(key) : nullptr; }

bool is_module_step(const std::vector<Step>& steps, std::size_t at) {
  return at + 1 < steps.size() && steps[at].name == "module" && steps[at].index.empty();
}

class Search {
 public:
  Search(const PlanZones& zones, std::string_view address) : zones_(zones) {
    for (const Step& step : steps_of(address))
      if (!step.index.empty()) keys_.push_back(step.index);
  }

  void follow(const Tree* expression, const At& at, unsigned depth) {
    const Tree* references = member(expression, "references");
    if (references == nullptr || depth == max_depth) return;
    const bool chooses = std::ranges::any_of(references->items, is_own_key);
    for (const Tree& reference : references->items) {
      if (left_ == 0) return;
      --left_;
      if (reference.scalar.size() > longest_reference) continue;
      const std::vector<Step> steps = steps_of(reference.scalar);
      // Of "module.zones[each.key].zone_id" only "module.zones" and "each.key" are listed.
      if (chooses && is_module_step(steps, 0) && steps.size() == 2 && !goes_on(*references, reference.scalar))
        follow_any_output(steps[1].name, at, depth + 1);
      else
        follow(steps, at, chooses, depth + 1);
    }
  }

  std::optional<PlanZone> found() const { return found_.size() == 1 ? std::optional(*found_.begin()) : std::nullopt; }

 private:
  // Of the instance that is looked at.
  static bool is_own_key(const Tree& reference) {
    return reference.scalar.starts_with("each.") || reference.scalar.starts_with("count.");
  }

  static bool goes_on(const Tree& references, const std::string& beginning) {
    return std::ranges::any_of(references.items, [&](const Tree& reference) {
      return reference.scalar.starts_with(beginning + ".") || reference.scalar.starts_with(beginning + "[");
    });
  }

  void follow(const std::vector<Step>& steps, const At& at, bool chooses, unsigned depth) {
    const std::string& first = steps[0].name;
    if (first == "var" && steps.size() > 1) {
      follow_variable(steps[1].name, at, depth);
    } else if (first == "each") {
      follow(at.for_each, {at.module, at.path, nullptr}, depth);
    } else if (is_module_step(steps, 0)) {
      if (steps.size() > 2) follow_output(steps[1], steps[2], at, chooses, depth);
    } else {
      const std::size_t type = first == "data" ? 1 : 0;
      if (steps.size() > type + 1 && is_zone_type(steps[type].name)) take_zone(steps, type, at, chooses, depth);
    }
  }

  void follow_variable(const std::string& name, const At& at, unsigned depth) {
    if (at.module->parent == nullptr) return;
    At call{at.module->parent, at.path, member(at.module->call, "for_each_expression")};
    call.path.resize(call.path.size() - 2);
    follow(member(member(at.module->call, "expressions"), name), call, depth);
  }

  void follow_any_output(const std::string& call, const At& at, unsigned depth) {
    const auto child = at.module->children.find(call);
    if (child == at.module->children.end() || child->second->outputs == nullptr) return;
    for (const std::string& key : std::vector(keys_))
      for (const auto& [output, value] : child->second->outputs->members)
        if (left_ > 0) {
          --left_;
          follow_output({call, key}, {output.scalar, ""}, at, false, depth);
        }
  }

  void follow_output(const Step& call, const Step& output, const At& at, bool chooses, unsigned depth) {
    const auto child = at.module->children.find(call.name);
    if (child == at.module->children.end()) return;
    At inside{child->second.get(), at.path, nullptr};
    inside.path.insert(inside.path.end(), {{"module", ""}, call});
    // One value of a map of zones: its key is that of the zone.
    const auto outside = std::pair(keys_, from_map_);
    if (!output.index.empty()) keys_ = {output.index};
    from_map_ = chooses || !output.index.empty();
    follow(member(member(inside.module->outputs, output.name), "expression"), inside, depth);
    std::tie(keys_, from_map_) = outside;
  }

  void take_zone(const std::vector<Step>& steps, std::size_t type, const At& at, bool chooses, unsigned depth) {
    std::vector<Step> zone = at.path;
    zone.insert(zone.end(), steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(type) + 2);
    const std::size_t before = found_.size();
    if (take_instance(zone) || !zone.back().index.empty() || take_only_instance(zone)) return;
    const auto all = zones_.by_plain_address.find(without_indexes(address_of(zone)));
    if (all != zones_.by_plain_address.end() && all->second) {
      found_.insert(*all->second);
    } else if (chooses || from_map_) {
      for (const std::string& key : keys_) {
        zone.back().index = key;
        take_instance(zone);
      }
    }
    if (found_.size() == before) follow_zone(steps, type, at, depth);
  }

  bool take_instance(const std::vector<Step>& zone) {
    const auto known = zones_.by_address.find(address_of(zone));
    if (known == zones_.by_address.end()) return false;
    found_.insert(known->second);
    return true;
  }

  // Of "count = 1".
  bool take_only_instance(std::vector<Step> zone) {
    zone.back().index = "[1]";
    if (zones_.by_address.contains(address_of(zone))) return false;
    zone.back().index = "[0]";
    return take_instance(zone);
  }

  // A zone that is looked up by the id of another one.
  void follow_zone(const std::vector<Step>& steps, std::size_t type, const At& at, unsigned depth) {
    const std::string plain = (type == 1 ? "data." : "") + steps[type].name + "." + steps[type + 1].name;
    const auto resource = at.module->resources.find(plain);
    if (resource == at.module->resources.end()) return;
    const At there{at.module, at.path, member(resource->second, "for_each_expression")};
    follow(member(member(resource->second, "expressions"), "zone_id"), there, depth);
  }

  const PlanZones& zones_;
  std::vector<std::string> keys_;  // of the instance: "[\"a\"]"
  bool from_map_ = false;
  unsigned left_ = max_references;
  std::set<PlanZone> found_;
};

}  // namespace

std::optional<PlanZone> referenced_zone(const PlanZones& zones, std::string_view address, std::string_view key) {
  if (address.size() > longest_reference) return std::nullopt;
  const std::vector<Step> steps = steps_of(address);
  At at{zones.configuration.get(), {}, nullptr};
  std::size_t next = 0;
  for (; is_module_step(steps, next); next += 2) {
    const auto child = at.module->children.find(steps[next + 1].name);
    if (child == at.module->children.end()) return std::nullopt;
    at.module = child->second.get();
    at.path.insert(at.path.end(), {steps[next], steps[next + 1]});
  }
  const std::vector<Step> rest(steps.begin() + static_cast<std::ptrdiff_t>(next), steps.end());
  const auto resource = at.module->resources.find(without_indexes(address_of(rest)));
  if (resource == at.module->resources.end()) return std::nullopt;
  at.for_each = member(resource->second, "for_each_expression");
  Search search(zones, address);
  search.follow(member(member(resource->second, "expressions"), key), at, 0);
  return search.found();
}

}  // namespace mailauth::inputs
