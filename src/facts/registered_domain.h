#pragma once
// Domains that are registered at a registry.

#include <optional>

#include "dns/name.h"
#include "dns/public_suffixes.h"

namespace mailauth::facts {

using dns::ends_in_top_level_domain;

// Is this a name right below a public suffix of a registry? Such a name is delegated: SOA and NS stand at it. Not so
// the names that companies give to their customers (shop.github.io).
bool is_registered_domain(const dns::Name& name);

// What somebody would register to own a name that does not exist; nothing when it is the organization's own or below no
// top-level domain that there is.
std::optional<dns::Name> name_to_register(const dns::Name& missing, const dns::Name& domain);

}  // namespace mailauth::facts
