#pragma once

#include <string>
#include <vector>

#include "facts/services.h"

namespace mailauth::cli {

// Adds the services of the files that --providers names: before anything looks at one. Throws UsageError.
void add_services_of(const std::vector<std::string>& paths);

// The mail service that people call so: "ses" is amazon-ses. Throws UsageError with the ids that may have been meant.
const facts::Service& service_named(const std::string& typed);

}  // namespace mailauth::cli
