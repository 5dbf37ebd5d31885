#include "facts/services.h"

#include <algorithm>

#include "facts/services/index.h"

namespace mailauth::facts {

const Service* find_service(std::string_view id) {
  const auto all = services();
  const auto at = std::ranges::find(all, id, &Service::id);
  return at == all.end() ? nullptr : &*at;
}

const Service* service_of_include(const dns::Name& target) { return service_indexes().includes.find(target); }
const Service* service_of_mx(const dns::Name& exchange) { return service_indexes().mx.find(exchange); }
const Service* service_of_dkim_target(const dns::Name& target) { return service_indexes().dkim_targets.find(target); }
const Service* service_of_return_path(const dns::Name& target) { return service_indexes().return_paths.find(target); }

std::string_view to_string(Sign sign) {
  switch (sign) {
    case Sign::dkim_target: return "DKIM target";
    case Sign::return_path: return "return path";
    case Sign::mx: return "MX";
    case Sign::spf_include: return "SPF include";
  }
  return "";
}

}  // namespace mailauth::facts
