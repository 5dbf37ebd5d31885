#include "cli/service_named.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "cli/files.h"
#include "cli/usage_error.h"
#include "text/edit_distance.h"

namespace mailauth::cli {

using facts::Service;

void add_services_of(const std::vector<std::string>& paths) {
  for (const std::string& path : paths)
    if (const auto error = facts::add_services(read_file(path))) throw UsageError(fmt::format("{}: {}", path, *error));
}

const Service& service_named(const std::string& id) {
  if (const Service* service = facts::find_service(id)) return *service;
  std::vector<std::string_view> ids;
  for (const Service& service : facts::services()) ids.push_back(service.id);
  const auto meant = text::nearest(id, ids, 4);
  throw UsageError(fmt::format("no mail service is called '{}'; {}", id,
                               meant ? fmt::format("did you mean '{}'?", *meant) : "mailauth providers lists them"));
}

}  // namespace mailauth::cli
