#pragma once
// One resource record of c-ares as one of ours.

#include <ares.h>

#include <optional>

#include "dns/answer.h"

namespace mailauth::net {

// Nothing when it is of a type or class that we do not know, or when its data is not what its type says,
// such as a name that is too long.
std::optional<dns::Record> read_record(const ares_dns_rr_t* rr);

}  // namespace mailauth::net
