#pragma once

#include <string>

#include "dns/evidence.h"

namespace mailauth::sweep {

// A hash of the TXT, MX and CNAME records that an audit has seen, without what is different every night: two audits
// with the same one judged the same records. 16 hexadecimal digits; it tells what changed, and withstands nobody who
// looks for two that are equal.
std::string records_hash(const dns::Evidence& evidence);

}  // namespace mailauth::sweep
