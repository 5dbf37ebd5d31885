#include "cli/live.h"

#include <algorithm>
#include <utility>

#include "cli/interrupt.h"

namespace mailauth::cli {

namespace {

// As long as the tries last that the user allows, each twice as long as the one before, but not longer than usual.
net::ResolverOptions with_budget(net::ResolverOptions resolver) {
  const auto all_tries = resolver.timeout * ((1u << std::min(resolver.tries, 16u)) - 1);
  resolver.question_budget = std::min<std::chrono::milliseconds>(resolver.question_budget, all_tries);
  return resolver;
}

}  // namespace

Live::Live(const net::ResolverOptions& options)
    : resolver(with_budget(options)),
      cache(resolver.transport()),
      waiting(cache.transport(), resolver.servers()),
      transport(waiting.transport()) {
  stop_on_ctrl_c();
}

dns::Evidence evidence_over(const Live* live, SharedZone zone, const std::vector<std::string>& files) {
  dns::Evidence evidence;
  evidence.add_zone(std::move(zone));
  evidence.cost.servers = files;
  if (live == nullptr) {
    evidence.go_offline();
    return evidence;
  }
  for (std::string& server : live->resolver.servers()) evidence.cost.servers.push_back(std::move(server));
  return evidence;
}

}  // namespace mailauth::cli
