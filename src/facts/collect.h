#pragma once
// From evidence to facts. Pure: it asks the evidence, and works with what it gets.

#include <array>
#include <cstddef>

#include "dns/evidence.h"
#include "facts/facts.h"

namespace mailauth::facts {

// From what is known.
Facts collect(const Request& request, dns::Evidence& evidence);

// The same in rounds: ask() asks for all that can be known to be needed, and is called again when more answers are in;
// when nothing is missing any more, take() gives the facts. A part that met no pending answer would come out the same,
// and is kept from one round to the next. All rounds are over one Evidence, which may be moved.
class Collection {
 public:
  explicit Collection(Request request);

  const Request& request() const { return facts_.request; }
  void ask(dns::Evidence& evidence);
  Facts take();  // once

 private:
  // Runs `collect`, which fills a part of the facts, unless the part is done.
  template <class Collect>
  void round(bool& done, const dns::Evidence& evidence, bool needs, Collect collect);

  Facts facts_;
  dns::Name organizational_;  // by the suffix list
  // Which parts are done; collect.cpp says which is which.
  static constexpr std::size_t max_parts = 16;
  std::array<bool, max_parts> done_{};
};

}  // namespace mailauth::facts
