#pragma once
// What `mailauth spf` prints.

#include <string>

#include "mailauth/dns/evidence.h"
#include "mailauth/facts/spf_check.h"
#include "mailauth/report/report.h"

namespace mailauth::report {

// The evaluation term by term, and which term decided.
std::string spf_check_text(const facts::SpfClient& client, const facts::SpfCheck& check, const dns::Cost& cost,
                           const TextStyle& style);
// One object; of a fail without an explanation of its own "explanation" is "DEFAULT".
std::string spf_check_json(const facts::SpfClient& client, const facts::SpfCheck& check);

}  // namespace mailauth::report
