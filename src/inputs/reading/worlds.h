#pragma once
// Sets of records as zones that evidence is taken from.

#include <map>
#include <memory>
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

// One of a set of records. Its data stays where it is, in a document or in the answer of today: there may be a million.
struct SetMember {
  const dns::Data* data = nullptr;
  uint32_t ttl = 0;  // seconds
  std::shared_ptr<const text::Place> place;
};

// Data by what it says; null comes first.
struct ByData {
  using is_transparent = void;
  bool operator()(const dns::Data* a, const dns::Data* b) const { return b != nullptr && (a == nullptr || *a < *b); }
  bool operator()(const SetMember& a, const SetMember& b) const { return *a.data < *b.data; }
  bool operator()(const SetMember& a, const dns::Data& b) const { return *a.data < b; }
  bool operator()(const dns::Data& a, const SetMember& b) const { return a < *b.data; }
};

// What a set of records has.
struct Members {
  bool known = true;
  std::set<SetMember, ByData> records;
};

// All that the files say.
struct PublishedState {
  std::set<dns::Name> zones;  // that are whole
  std::map<SetKey, Members> sets;
  std::set<dns::Name> others;  // owners of records that mailauth does not know

  bool is_whole(const dns::Name& name) const;  // what is not said of the name does not exist
};

// At least one, at most max_variants. What the data stands in is still there.
std::vector<dns::Zone> worlds_of(PublishedState state);

}  // namespace mailauth::inputs
