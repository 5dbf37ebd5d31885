#pragma once
// A hundred and more ways to answer, and what may be said of a domain whose resolver answers so.

#include <functional>
#include <string_view>
#include <vector>

#include "hostile/draft.h"

namespace mailauth::hostile {

// The answers that a behaviour is about. All others are honest.
enum class At {
  spf,      // TXT of the domain
  mx,       // MX of the domain
  dmarc,    // TXT of _dmarc
  key,      // TXT of the selector s1
  records,  // whatever is asked of the domain itself and of _dmarc
  all,      // everything
};

// What must be said of these answers. All of them exist in the honest world.
enum class Says {
  there,    // the record, as it is: the exit code is 0 or 1, the line of a sweep is complete
  none,     // "there is none", because somebody vouches for it: 1, complete
  unknown,  // not known: 3, incomplete
  open,     // one of `there` and `unknown`, as the reader of the answer likes: never that there is none
};

struct Behaviour {
  std::string_view label;  // the domain is LABEL.test
  At at;
  Says says;
  std::function<void(Draft&)> change;
};
const std::vector<Behaviour>& behaviours();

bool is_about(At at, const test::Query& query, const dns::Name& domain);

// To be the `twist` of a HostileServer. `change` makes something else of every honest answer.
using Twist = std::function<void(const test::Query&, test::Reply&)>;
Twist twisted(std::function<void(Draft&)> change);
Twist as_they_behave();

}  // namespace mailauth::hostile
