#pragma once

#include <string>

#include "mailauth/facts/services.h"

namespace mailauth::cli {

// The mail service of this id. Throws UsageError with the id that was meant.
const facts::Service& service_named(const std::string& id);

}  // namespace mailauth::cli
