#pragma once
// Of the periods of one domain, those at the end that have something in common.

#include <algorithm>

#include "results/history.h"

namespace mailauth::results {

// When the unbroken row of last periods began whose states `same` holds for; it does for the very last one.
template <class Same>
const std::string& first_of_row(const std::vector<Period>& periods, Same same) {
  const auto other =
      std::find_if(periods.rbegin(), periods.rend(), [&](const Period& period) { return !same(period.state); });
  return other.base()->first;
}

}  // namespace mailauth::results
