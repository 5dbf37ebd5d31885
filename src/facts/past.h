#pragma once
// What sweeps of earlier nights have seen of a domain: plain data, which the driver takes from a history. Days on which
// nobody looked are in none of it.

#include <optional>
#include <string>
#include <vector>

#include "records/dmarc.h"
#include "text/date.h"

namespace mailauth::facts {

// Each `since` is the first day of an unbroken row of sightings, the last of which was on `last`.
struct PastPolicy {
  records::dmarc::Policy policy = records::dmarc::Policy::none;  // in force at receivers of RFC 9989
  text::Date since;
};
struct PastKey {
  std::string fingerprint;  // records::dkim::fingerprint
  text::Date since;
};

struct Past {
  text::Date today;  // of this audit
  text::Date last;   // when a sweep saw the domain for the last time
  std::optional<PastPolicy> policy;
  std::vector<PastKey> keys;  // that could be used
};

}  // namespace mailauth::facts
