// What receivers make of the policy tags (RFC 9989 4.10.1).
#include <algorithm>

#include "records/dmarc.h"

namespace mailauth::records::dmarc {

namespace {

bool is_unusable(const Record& record, std::string_view name, const std::optional<Policy>& policy) {
  return record.find(name) != nullptr && !policy;
}

// p, sp and np say what they should. A missing sp or np is fine.
bool states_a_policy(const Record& record) {
  return record.p && !is_unusable(record, "sp", record.sp) && !is_unusable(record, "np", record.np);
}

// What remains of a record that states no policy: monitoring, when somebody gets the reports.
std::optional<Policy> fallback(const Record& record) {
  const bool has_usable_rua =
      std::any_of(record.rua.begin(), record.rua.end(), [](const Uri& uri) { return uri.well_formed; });
  return has_usable_rua ? std::optional(Policy::none) : std::nullopt;
}

std::optional<Policy> in_force(const Record& record, std::optional<Policy> stated) {
  if (!is_dmarc(record)) return std::nullopt;
  return states_a_policy(record) ? stated : fallback(record);
}

}  // namespace

std::optional<Policy> effective_policy(const Record& record) { return in_force(record, record.p); }

std::optional<Policy> effective_subdomain_policy(const Record& record) {
  return in_force(record, record.sp ? record.sp : record.p);
}

std::optional<Policy> effective_nonexistent_policy(const Record& record) {
  if (record.np) return in_force(record, record.np);
  return effective_subdomain_policy(record);
}

Policy one_level_lower(Policy policy) {
  switch (policy) {
    case Policy::none:
    case Policy::quarantine: return Policy::none;
    case Policy::reject: return Policy::quarantine;
  }
  return policy;
}

}  // namespace mailauth::records::dmarc
