#pragma once

#include <string>
#include <vector>

#include "facts/services.h"

namespace mailauth::cli {

// Adds the services of the files that --providers names: before anything looks at one. Throws UsageError.
void add_services_of(const std::vector<std::string>& paths);

// The mail service of this id. Throws UsageError with the id that was meant.
const facts::Service& service_named(const std::string& id);

}  // namespace mailauth::cli
