#pragma once
// Mail services from JSON, in the form of docs/providers.schema.json.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "facts/services.h"

namespace mailauth::facts {

// Or one line that names the place: `[3].records[0].type: CNAME, MX or TXT is expected`.
std::variant<std::vector<Service>, std::string> read_services(std::string_view json);

}  // namespace mailauth::facts
