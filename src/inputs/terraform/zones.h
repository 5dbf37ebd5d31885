#pragma once
// The zones that a Terraform plan knows. Records name their zone by an id; what it is called stands where the zone is
// managed or looked up. The id of a zone that the same plan creates is not known yet, but the configuration says which
// resource it comes from.

#include <map>
#include <optional>
#include <string>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

struct PlanZones {
  std::map<std::string, dns::Name> by_id;       // "Z0123456789ABC"; of Google the name that the zone has in Terraform
  std::map<std::string, dns::Name> by_address;  // "module.dns.aws_route53_zone.main"
  std::map<std::string, std::string> zone_of;   // of records: "aws_route53_record.spf" to "aws_route53_zone.main"
};

// Addresses are without indexes: all instances of a resource are in one zone, or the plan knows their ids.
PlanZones zones_of(const Tree& plan, const ReadOptions& options);
std::string without_indexes(std::string_view address);  // "a.b[0].c["x"]" is "a.b.c"

}  // namespace mailauth::inputs
