#include <stdexcept>

#include "sweep/shards.h"

namespace mailauth::sweep {

Plan plan_shards(DomainList& list, unsigned shards) {
  Plan plan;
  plan.domains.resize(shards);
  while (const auto item = list.next()) ++plan.domains[shard_of(item->domain, shards)];
  if (!list.error().empty()) throw std::runtime_error(list.error());
  if (std::string why = list.without_domains(); !why.empty()) throw std::runtime_error(why);
  plan.counts = list.counts();
  return plan;
}

}  // namespace mailauth::sweep
