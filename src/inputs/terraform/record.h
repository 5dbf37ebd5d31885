#pragma once
// Resources of Terraform that are DNS records. Each provider has its own way to write them.

#include <optional>
#include <string>
#include <vector>

#include "inputs/reading/value.h"
#include "inputs/terraform/zones.h"

namespace mailauth::inputs {

// A resource in one of its two states, before or after.
struct Resource {
  std::string address;  // "module.dns.aws_route53_record.spf[0]"
  std::string type;     // "aws_route53_record"
  const Tree& values;
  const Tree* unknown = nullptr;    // of the same shape: true where a value is only known after apply
  const Tree* sensitive = nullptr;  // true where a value must not be shown
};

struct ResourceValue {
  const Tree* at = nullptr;    // where it stands
  std::optional<Value> value;  // nothing: not known, or not to be shown
  std::string set;             // of a routing policy
};

// What all providers say.
struct RecordSet {
  const Tree* name = nullptr;      // as it is written
  std::optional<dns::Name> owner;  // nothing: not known
  std::optional<dns::Name> zone;
  std::string zone_id;  // of a zone that the plan has no name of; may be empty
  std::string type;
  std::string set;
  std::optional<uint32_t> ttl;
  std::vector<ResourceValue> values;
  Manner manner;
  bool whole_set = true;
  bool proxied = false;
};

// Nothing: the resource is no record of a public zone.
std::optional<RecordSet> record_set_of(const Resource& resource, const PlanZones& zones);

}  // namespace mailauth::inputs
