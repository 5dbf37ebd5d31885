#pragma once
// Sets of records as zones that evidence is taken from.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dns/zone.h"

namespace mailauth::inputs {

inline constexpr uint32_t usual_ttl = 3600;  // seconds, where a file does not say

struct SetKey {
  dns::Question question;
  std::string set;  // one of several answers; empty: the only one
  friend auto operator<=>(const SetKey&, const SetKey&) = default;
};

// What a set of records has.
struct Members {
  bool known = true;
  std::vector<dns::Record> records;
};

// All that the files say.
struct PublishedState {
  std::set<dns::Name> zones;  // that are whole
  std::map<SetKey, Members> sets;
  std::set<dns::Name> others;  // owners of records that mailauth does not know

  bool is_whole(const dns::Name& name) const;  // what is not said of the name does not exist
};

// At least one, at most max_variants.
std::vector<dns::Zone> worlds_of(const PublishedState& state);

}  // namespace mailauth::inputs
