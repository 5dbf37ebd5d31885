#include "sweep/run/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace mailauth::sweep {

void Watch::look(const std::vector<ResolverHealth>& resolvers, Time now) {
  const bool dead = std::ranges::none_of(resolvers, &ResolverHealth::alive);
  if (!dead) alive_ = now;
  if (now - alive_ < dead_patience) return;
  const ResolverHealth& first = resolvers.front();
  throw std::runtime_error(fmt::format("no resolver answers: {}{}{}; go on later with --resume", first.server,
                                       first.trouble.empty() ? "" : ", ", first.trouble));
}

}  // namespace mailauth::sweep
