#pragma once
// Zones that files know by an id.

#include <optional>
#include <string_view>

#include "inputs/document.h"

namespace mailauth::inputs {

// "Z0123456789ABC", "/hostedzone/Z0123456789ABC"; nothing: --zone-name does not say.
std::optional<dns::Name> zone_by_id(std::string_view id, const ReadOptions& options);

}  // namespace mailauth::inputs
