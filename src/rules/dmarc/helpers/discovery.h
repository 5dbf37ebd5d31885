#pragma once
// Where the two generations of receivers look for a policy, and how that differs.

#include "rules/rule.h"

namespace mailauth::rules {

// The DNS said that no record stands at the name of the walk, neither a good one nor several.
bool has_no_record(const facts::Discovery& discovery, const dns::Name& domain);
// A record that stands neither at the domain nor at its organizational domain, which the DNS said has none: only newer
// receivers find it. Null when there is no such record, or when psd= says that it is meant so.
const facts::DmarcAtName* record_only_between(const Facts& facts);

// Receivers look for the policy of names below the domain here.
bool speaks_for_subdomains(const Facts& facts);

}  // namespace mailauth::rules
