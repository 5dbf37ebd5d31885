#pragma once
// What `mailauth providers` prints.

#include <span>
#include <string>

#include "facts/services.h"
#include "report/report.h"

namespace mailauth::report {

// One line a service.
std::string providers_text(std::span<const facts::Service> services, const TextStyle& style);
// How it is recognised, what to publish for it, and what people get wrong.
std::string provider_text(const facts::Service& service, const TextStyle& style);
// docs/providers.schema.json describes it: --providers reads it again.
std::string providers_json(std::span<const facts::Service> services);

}  // namespace mailauth::report
