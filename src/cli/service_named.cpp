#include "cli/service_named.h"

#include <fmt/format.h>

#include <vector>

#include "cli/files.h"
#include "cli/usage_error.h"

namespace mailauth::cli {

using facts::Service;

void add_services_of(const std::vector<std::string>& paths) {
  for (const std::string& path : paths)
    if (const auto error = facts::add_services(read_file(path))) throw UsageError(fmt::format("{}: {}", path, *error));
}

namespace {

std::string hint(const std::string& typed) {
  std::vector<std::string> ids;
  for (const Service* service : facts::services_meant(typed)) ids.push_back(fmt::format("'{}'", service->id));
  return ids.empty() ? "mailauth providers lists them" : fmt::format("did you mean {}?", fmt::join(ids, " or "));
}

}  // namespace

const Service& service_named(const std::string& typed) {
  if (const Service* service = facts::service_called(typed)) return *service;
  throw UsageError(fmt::format("no mail service is called '{}'; {}", typed, hint(typed)));
}

}  // namespace mailauth::cli
