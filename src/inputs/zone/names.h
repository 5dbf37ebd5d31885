#pragma once
// Names of zones.

#include <optional>
#include <set>
#include <string_view>

#include "inputs/document.h"

namespace mailauth::inputs {

// "Z0123456789ABC", "/hostedzone/Z0123456789ABC"; nothing: --zone-name does not say.
std::optional<dns::Name> zone_by_id(std::string_view id, const ReadOptions& options);

// The one of several zones that a name belongs to: the nearest one at or above it. Null: none.
const dns::Name* zone_above(const dns::Name& name, const std::set<dns::Name>& zones);

}  // namespace mailauth::inputs
