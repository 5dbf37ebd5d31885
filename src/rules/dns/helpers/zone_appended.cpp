#include "rules/dns/helpers/zone_appended.h"

namespace mailauth::rules {

std::optional<dns::Name> without_zone(const dns::Name& target, const dns::Name& domain) {
  if (target == domain || !target.is_within(domain)) return std::nullopt;
  const auto meant = dns::Name::parse(target.relative_to(domain));
  if (!meant) return std::nullopt;
  const bool known = facts::service_of_mx(*meant) != nullptr || facts::service_of_dkim_target(*meant) != nullptr ||
                     facts::service_of_return_path(*meant) != nullptr;
  return known ? meant : std::nullopt;
}

}  // namespace mailauth::rules
