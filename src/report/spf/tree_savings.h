#pragma once
// The ways of an SPF record back under the limit of lookups.

#include <string>

#include "facts/spf_addresses.h"
#include "report/json_text.h"
#include "report/pen.h"

namespace mailauth::report {

// Nothing when it is not over the limit.
std::string savings_text(const facts::SpfNode& root, const Pen& pen);
void put_savings(JsonWriter& out, std::string_view name, const facts::SpfNode& root);

}  // namespace mailauth::report
