#include "inputs/terraform/record.h"

#include <fmt/format.h>

#include <algorithm>

#include "inputs/reading/fields.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

using dns::Name;

constexpr uint32_t cloudflare_automatic = 1;        // "ttl", which is published as
constexpr uint32_t cloudflare_automatic_ttl = 300;  // this

// One of the two trees that say true where a value is hidden, or a part of it.
bool hides(const Tree* hidden) {
  if (hidden == nullptr) return false;
  return hidden->is_true() ||
         std::ranges::any_of(hidden->members, [](const Member& part) { return hides(&part.value); });
}

const Tree* below(const Tree* hidden, std::string_view key) {
  if (hidden == nullptr || hidden->is_true()) return hidden;
  return hidden->find(key);
}

const Tree* below(const Tree* hidden, std::size_t index) {
  if (hidden == nullptr || hidden->is_true()) return hidden;
  return index < hidden->items.size() ? &hidden->items[index] : nullptr;
}

const Tree* known_text(const Resource& resource, std::string_view key) {
  const Tree* value = resource.values.find_text(key);
  const bool hidden = hides(below(resource.unknown, key)) || hides(below(resource.sensitive, key));
  return hidden ? nullptr : value;
}

std::string text_of(const Resource& resource, std::string_view key) {
  const Tree* value = known_text(resource, key);
  return value != nullptr ? value->scalar : "";
}

// A value in one field, or in two as of MX.
std::optional<Value> value_in(const Tree& tree) {
  if (tree.is_scalar()) return value_of(tree);
  const Tree* preference = tree.find("preference");
  if (const Tree* exchange = tree.find("exchange"); exchange != nullptr && preference != nullptr)
    return value_of(*preference, *exchange);
  const Tree* value = tree.find_text("value");
  return value != nullptr ? std::optional(value_of(*value)) : std::nullopt;
}

// The values of a key that holds one or a list of them. What is not there is not known.
std::vector<ResourceValue> values_of(const Resource& resource, std::string_view key) {
  const Tree* found = resource.values.find(key);
  const Tree* unknown = below(resource.unknown, key);
  const Tree* sensitive = below(resource.sensitive, key);
  if (found == nullptr || !found->is_list()) {
    const bool known = found != nullptr && found->is_scalar() && !hides(unknown) && !hides(sensitive);
    return {{found != nullptr ? found : &resource.values, known ? value_in(*found) : std::nullopt, ""}};
  }
  std::vector<ResourceValue> values;
  for (std::size_t i = 0; i < found->items.size(); ++i) {
    const bool hidden = hides(below(unknown, i)) || hides(below(sensitive, i));
    values.push_back({&found->items[i], hidden ? std::nullopt : value_in(found->items[i]), ""});
  }
  return values;
}

bool is_filled(const Resource& resource, std::string_view key) {
  const Tree* list = resource.values.find(key);
  return list != nullptr && !list->items.empty();
}

void take_zone(const Resource& resource, std::string_view key, const PlanZones& zones, RecordSet& set) {
  set.zone_id = text_of(resource, key);
  const auto named = zones.by_id.find(set.zone_id);
  if (named != zones.by_id.end()) set.zone = named->second;
  const auto reference = zones.zone_of.find(without_indexes(resource.address));
  if (set.zone || reference == zones.zone_of.end()) return;
  const auto address = zones.by_address.find(reference->second);
  if (address != zones.by_address.end()) set.zone = address->second;
}

RecordSet begin(const Resource& resource, Manner manner) {
  RecordSet set;
  set.name = known_text(resource, "name");
  set.type = type_text(text_of(resource, "type"));
  set.ttl = ttl_of(resource.values.find("ttl"));
  set.manner = std::move(manner);
  return set;
}

// The provider takes a name for whole when it ends with the text of the zone's name, dot or no dot in front of it.
std::optional<Name> aws_owner(std::string_view name, const Name& zone, const Manner& manner) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty()) return zone;
  const bool whole = text::to_lower(name).ends_with(zone.text());
  return name_of(whole ? std::string(name) : fmt::format("{}.{}", name, zone.text()), manner);
}

RecordSet aws_record(const Resource& resource, const PlanZones& zones) {
  RecordSet set = begin(resource, {.txt = TxtForm::inside_quotes, .octal_names = true});
  take_zone(resource, "zone_id", zones, set);
  const Tree* whole = known_text(resource, "fqdn");
  if (set.name != nullptr && set.zone) set.owner = aws_owner(set.name->scalar, *set.zone, set.manner);
  if (!set.owner && whole != nullptr) set.owner = name_of(whole->scalar, set.manner);
  set.set = text_of(resource, "set_identifier");
  const bool alias = is_filled(resource, "alias");
  set.values = alias ? std::vector{ResourceValue{resource.values.find("alias"), std::nullopt, ""}}
                     : values_of(resource, "records");
  return set;
}

std::optional<Name> cloudflare_owner(const std::string& name, const std::optional<Name>& zone,
                                     const Resource& resource) {
  if (const Tree* whole = known_text(resource, "hostname")) return name_of(whole->scalar, {});
  const std::optional<Name> absolute = name_of(name, {});
  if (!zone)
    return name.find('.') != std::string::npos && resource.type == "cloudflare_dns_record" ? absolute : std::nullopt;
  if (name == "@") return zone;
  return absolute && absolute->is_within(*zone) ? absolute : name_of(name, {.origin = zone});
}

RecordSet cloudflare_record(const Resource& resource, const PlanZones& zones) {
  RecordSet set = begin(resource, {.txt = TxtForm::text_or_strings});
  take_zone(resource, "zone_id", zones, set);
  if (set.name != nullptr) set.owner = cloudflare_owner(set.name->scalar, set.zone, resource);
  const bool old = resource.values.find_text("content") == nullptr && resource.values.find("value") != nullptr;
  set.values = values_of(resource, old ? "value" : "content");
  const Tree* priority = resource.values.find("priority");
  if (set.type == "MX" && priority != nullptr && set.values[0].value)
    set.values[0].value = value_of(*priority, *set.values[0].at);
  const Tree* proxied = resource.values.find("proxied");
  set.proxied = proxied != nullptr && proxied->is_true();
  if (set.ttl == cloudflare_automatic) set.ttl = cloudflare_automatic_ttl;
  set.whole_set = false;
  return set;
}

void take_routed(const Resource& resource, std::string_view kind, RecordSet& set) {
  const Tree* policies = resource.values.find("routing_policy");
  for (const Tree& policy : policies->items) {
    const Tree* ways = policy.find(kind);
    for (std::size_t i = 0; ways != nullptr && i < ways->items.size(); ++i) {
      const Resource way{resource.address, resource.type, ways->items[i]};
      for (ResourceValue& value : values_of(way, "rrdatas")) {
        value.set = fmt::format("{} {}", kind, i);
        if (hides(below(resource.unknown, "routing_policy")) || hides(below(resource.sensitive, "routing_policy")))
          value.value.reset();
        set.values.push_back(std::move(value));
      }
    }
  }
}

RecordSet google_record(const Resource& resource, const PlanZones& zones) {
  RecordSet set = begin(resource, {.txt = TxtForm::strings});
  take_zone(resource, "managed_zone", zones, set);
  if (set.name != nullptr) set.owner = name_of(set.name->scalar, set.manner);
  if (is_filled(resource, "routing_policy")) {
    take_routed(resource, "wrr", set);
    take_routed(resource, "geo", set);
  } else {
    set.values = values_of(resource, "rrdatas");
  }
  return set;
}

// "azurerm_dns_txt_record": the type is in the name of the resource.
RecordSet azure_record(const Resource& resource, std::string_view type) {
  RecordSet set = begin(resource, {.txt = TxtForm::text});
  set.type = type_text(type);
  if (const Tree* zone = known_text(resource, "zone_name")) set.zone = name_of(zone->scalar, {});
  if (set.name != nullptr && set.zone)
    set.owner = set.name->scalar == "@" ? set.zone : name_of(set.name->scalar, {.origin = set.zone});
  set.values = values_of(resource, resource.values.find("record") != nullptr ? "record" : "records");
  return set;
}

}  // namespace

std::optional<RecordSet> record_set_of(const Resource& resource, const PlanZones& zones) {
  constexpr std::string_view azure = "azurerm_dns_", record = "_record";
  const std::string_view type = resource.type;
  if (type == "aws_route53_record") return aws_record(resource, zones);
  if (type == "cloudflare_record" || type == "cloudflare_dns_record") return cloudflare_record(resource, zones);
  if (type == "google_dns_record_set") return google_record(resource, zones);
  if (type.starts_with(azure) && type.ends_with(record) && type.size() > azure.size() + record.size())
    return azure_record(resource, type.substr(azure.size(), type.size() - azure.size() - record.size()));
  return std::nullopt;
}

}  // namespace mailauth::inputs
