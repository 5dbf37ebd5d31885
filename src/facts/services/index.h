#pragma once
// Which service a name belongs to. There are hundreds of patterns and a sweep looks up millions of names, so that only
// patterns with the same last two labels are compared.

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "facts/services.h"
#include "text/hash.h"

namespace mailauth::facts {

class ServiceIndex {
 public:
  using Patterns = std::vector<std::string> Service::*;

  // Of one kind of patterns; valid as long as the services stay where they are.
  ServiceIndex(std::span<const Service> services, Patterns patterns);

  // The service with the longest match; of equal ones the first. Null when there is none.
  const Service* find(const dns::Name& name) const;

 private:
  struct Pattern {
    std::string_view text;
    const Service* service;  // in the order of the data
  };
  struct Match {
    const Service* service = nullptr;
    std::size_t labels = 0;
  };
  static void improve(Match& best, std::string_view name, const std::vector<Pattern>& patterns);

  std::unordered_map<std::string_view, std::vector<Pattern>, text::QuickHash> by_ending_;
  std::vector<Pattern> others_;  // a "*" is among the last two labels, or there is only one
};

// Of all services: kept with them, and made anew when some are added.
struct ServiceIndexes {
  explicit ServiceIndexes(std::span<const Service> services)
      : includes(services, &Service::includes),
        mx(services, &Service::mx),
        dkim_targets(services, &Service::dkim_targets),
        return_paths(services, &Service::return_paths) {}
  ServiceIndex includes, mx, dkim_targets, return_paths;
};
const ServiceIndexes& service_indexes();

}  // namespace mailauth::facts
