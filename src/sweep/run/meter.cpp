#include "sweep/run/meter.h"

#include <utility>

namespace mailauth::sweep {

void Meter::note(std::size_t thread, ThreadProgress now) {
  if (threads_.size() <= thread) threads_.resize(thread + 1);
  threads_[thread] = std::move(now);
}

Progress Meter::progress(const Outcomes& outcomes, std::optional<double> read) const {
  Progress progress{.outcomes = outcomes,
                    .elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed()),
                    .fraction = std::nullopt,
                    .active = 0,
                    .resolvers = {}};
  for (const ThreadProgress& thread : threads_) {
    progress.active += thread.active;
    for (const ResolverHealth& health : thread.resolvers) add(health, progress.resolvers);
  }
  const auto done = static_cast<double>(outcomes.domains);
  if (read && done > 0) progress.fraction = *read * done / (done + static_cast<double>(progress.active));
  return progress;
}

}  // namespace mailauth::sweep
