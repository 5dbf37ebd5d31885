#include "sweep/run/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace mailauth::sweep {

void Watch::look(const std::vector<ResolverHealth>& resolvers, Time now) {
  const bool dead = std::ranges::none_of(resolvers, &ResolverHealth::alive);
  if (!dead) alive_ = now;
  const bool refused = std::ranges::all_of(
      resolvers, [](const ResolverHealth& resolver) { return resolver.refuses && !resolver.heard; });
  if (now - alive_ < (refused ? refused_patience : dead_patience)) return;
  const ResolverHealth& first = resolvers.front();
  throw std::runtime_error(fmt::format("no resolver answers: {}{}{}; go on later with --resume", first.server,
                                       first.trouble.empty() ? "" : ", ", first.trouble));
}

}  // namespace mailauth::sweep
