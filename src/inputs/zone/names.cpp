#include "inputs/zone/names.h"

namespace mailauth::inputs {

std::optional<dns::Name> zone_by_id(std::string_view id, const ReadOptions& options) {
  constexpr std::string_view prefix = "/hostedzone/";
  if (id.starts_with(prefix)) id.remove_prefix(prefix.size());
  const auto at = options.zone_names.find(std::string(id));
  return at != options.zone_names.end() ? std::optional(at->second) : std::nullopt;
}

}  // namespace mailauth::inputs
