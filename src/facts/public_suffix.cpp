// Public suffixes of the list's ICANN and its private section, as RFC 7489 3.2 has it.

#include <libpsl.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "facts/dmarc_discovery.h"
#include "facts/registered_domain.h"

namespace mailauth::facts {

namespace {

bool is_suffix_of_registry(const dns::Name& name) {
  return !name.is_root() && psl_is_public_suffix2(dns::public_suffixes(), name.text().c_str(), PSL_TYPE_ICANN) != 0;
}

}  // namespace

bool is_registered_domain(const dns::Name& name) {
  return is_suffix_of_registry(name.parent()) && !is_suffix_of_registry(name);
}

bool is_public_suffix(const dns::Name& name) {
  return !name.is_root() && psl_is_public_suffix2(dns::public_suffixes(), name.text().c_str(), PSL_TYPE_ANY) != 0;
}

std::optional<dns::Name> name_to_register(const dns::Name& missing, const dns::Name& domain) {
  const auto registrable = ends_in_top_level_domain(missing) ? registrable_domain(missing) : std::nullopt;
  return registrable == registrable_domain(domain) ? std::nullopt : registrable;
}

std::optional<dns::Name> registrable_domain(const dns::Name& name) {
  if (name.is_root()) return std::nullopt;
  const char* registrable = psl_registrable_domain(dns::public_suffixes(), name.text().c_str());
  if (registrable == nullptr) return std::nullopt;
  // Counted in labels, because libpsl knows no "\." inside of one.
  const auto dots = std::ranges::count(std::string_view(registrable), '.');
  return name.last_labels(static_cast<std::size_t>(dots) + 1);
}

dns::Name organizational_domain_by_suffix_list(const dns::Name& name) {
  return registrable_domain(name).value_or(name);
}

}  // namespace mailauth::facts
