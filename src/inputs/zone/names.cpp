#include "inputs/zone/names.h"

namespace mailauth::inputs {

std::optional<dns::Name> zone_by_id(std::string_view id, const ReadOptions& options) {
  constexpr std::string_view prefix = "/hostedzone/";
  if (id.starts_with(prefix)) id.remove_prefix(prefix.size());
  const auto at = options.zone_names.find(std::string(id));
  return at != options.zone_names.end() ? std::optional(at->second) : std::nullopt;
}

const dns::Name* zone_above(const dns::Name& name, const std::set<dns::Name>& zones) {
  for (dns::Name at = name;; at = at.parent()) {
    if (const auto zone = zones.find(at); zone != zones.end()) return &*zone;
    if (at.is_root()) return nullptr;
  }
}

}  // namespace mailauth::inputs
