#pragma once
// Who may send by SPF, in words: mail services by their names, and for everybody else the terms of the domain's own
// record, "ip4:192.0.2.0/24".

#include <set>
#include <string>

#include "facts/facts.h"

namespace mailauth::report {

// Who may send by the first and not by the second. A term that is written in another way and whose addresses are still
// permitted loses nothing.
std::set<std::string> spf_senders_only_of(const facts::Facts& one, const facts::Facts& other);

}  // namespace mailauth::report
