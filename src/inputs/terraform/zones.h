#pragma once
// The zones that a Terraform plan knows. Records name their zone by an id; what it is called stands where the zone is
// managed or looked up. The id of a zone that the same plan creates is not known yet, but the configuration says which
// resource it comes from, through variables and outputs of modules.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

// A module of the configuration.
struct Module {
  const Module* parent = nullptr;
  const Tree* call = nullptr;                         // what the parent says of it; null: it is the root
  const Tree* outputs = nullptr;                      // may be null
  std::map<std::string_view, const Tree*> resources;  // by their address in the module
  std::map<std::string_view, std::unique_ptr<Module>> children;
};

struct PlanZone {
  dns::Name name;
  bool is_private = false;  // only networks that it is made for see it: its records are not of the public DNS

  friend auto operator<=>(const PlanZone&, const PlanZone&) = default;
};

struct PlanZones {
  std::map<std::string, PlanZone> by_id;       // "Z0123456789ABC"; of Google the name that the zone has in Terraform
  std::map<std::string, PlanZone> by_address;  // "module.dns.aws_route53_zone.main[0]"
  // Without indexes; nothing: they are several.
  std::map<std::string, std::optional<PlanZone>> by_plain_address;
  std::unique_ptr<const Module> configuration;
};

PlanZones zones_of(const Tree& plan, const ReadOptions& options);

bool is_zone_type(std::string_view type);  // "aws_route53_zone"

}  // namespace mailauth::inputs
