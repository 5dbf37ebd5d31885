#pragma once
// Which zone an attribute comes from, as the configuration says it: "aws_route53_zone.main.zone_id", "var.zone_id",
// "module.zones.zone_ids[\"example.com\"]", "aws_route53_zone.all[each.key].zone_id"

#include "inputs/terraform/zones.h"

namespace mailauth::inputs {

// `address` is that of the resource, `key` its attribute. Nothing when the configuration does not say it, or says
// several: what stands in "locals" is not in a plan.
std::optional<PlanZone> referenced_zone(const PlanZones& zones, std::string_view address, std::string_view key);

}  // namespace mailauth::inputs
