#pragma once

#include <string>

#include "dns/evidence.h"

namespace mailauth::sweep {

// A hash of the TXT, MX and CNAME records that an audit has seen, without what is different every night: two audits
// with the same one judged the same records. 16 hexadecimal digits, the beginning of SHA-256, so that it can be written
// down.
std::string records_hash(const dns::Evidence& evidence);

}  // namespace mailauth::sweep
