#pragma once
// The way of an SPF record back under the limit of lookups (RFC 7208 4.6.4).

#include <optional>

#include "facts/spf_tree.h"
#include "repair/repair.h"

namespace mailauth::repair {

// The record at the root with as many changes as are needed: first those that permit the same addresses, then without
// includes of services whose mail has a MAIL FROM of its own, if the root is that of `domain`. Nothing when it is not
// over the limit, or no change of this one record is enough.
std::optional<Repaired> within_lookup_limit(const facts::SpfNode& root, const dns::Name& domain);

}  // namespace mailauth::repair
