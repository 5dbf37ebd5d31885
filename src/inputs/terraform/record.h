#pragma once
// Resources of Terraform that are DNS records. What each provider calls the parts of a record is a row of a table: the
// next provider is one more.

#include <optional>
#include <string>
#include <vector>

#include "inputs/reading/value.h"
#include "inputs/terraform/resource.h"
#include "inputs/terraform/zones.h"

namespace mailauth::inputs {

struct ResourceValue {
  const Tree* at = nullptr;    // where it stands
  std::optional<Value> value;  // nothing: not known, or not to be shown
  std::string set;             // of a routing policy
};

// What all providers say.
struct RecordSet {
  const Tree* name = nullptr;  // as it is written; null: there is none
  Hidden name_hidden = Hidden::no;
  std::optional<dns::Name> owner;  // nothing: not known
  bool taken_as_whole = false;     // the owner: its zone is not known, but it ends as a whole name does
  std::optional<dns::Name> zone;
  bool in_private_zone = false;
  Hidden zone_hidden = Hidden::no;
  std::string zone_id;  // of a zone that the plan has no name of; may be empty
  std::string type;     // upper case; empty: not known
  Hidden type_hidden = Hidden::no;
  std::string set;
  std::optional<uint32_t> ttl;
  std::vector<ResourceValue> values;  // at least one
  bool is_alias = false;              // answered with what another name has
  bool names_target = true;           // of an alias: false: which name that is, the plan does not know
  bool is_sensitive = false;          // some of the values, or the target
  Manner manner;
  bool whole_set = true;
  bool proxied = false;
};

struct ResourceRecords {
  std::vector<RecordSet> sets{};
  // What is common to them, when the zone has no other records than these: aws_route53_records_exclusive.
  std::optional<RecordSet> exclusive{};
  Hidden hidden = Hidden::no;  // some of the sets of an exclusive one
};

// Is it a type that is read? The others want one of these.
bool is_record_type(std::string_view type);
std::string_view zone_key(std::string_view type);  // "zone_id"
// `follow`: what the configuration refers to is the zone of this state, too.
ResourceRecords records_of(const Resource& resource, const PlanZones& zones, bool follow);

}  // namespace mailauth::inputs
