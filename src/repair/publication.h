#pragma once
// What to publish, as whole record sets: nearly everything that takes records (Route 53, Terraform, panels) replaces
// all records of a name and type at once, so what may stay has to be named, too.

#include <cstdint>
#include <string>
#include <vector>

#include "dns/evidence.h"
#include "rules/rule.h"

namespace mailauth::repair {

inline constexpr uint32_t usual_ttl = 3600;  // seconds, where nothing is known yet

struct RecordSet {
  dns::Name owner;
  dns::Type type = dns::Type::txt;
  uint32_t ttl = usual_ttl;
  std::vector<dns::Data> before;      // as far as known
  std::vector<dns::Data> after;       // empty: the set goes away
  std::vector<std::string> notes;     // what it is for, or what was changed, one line each
  std::vector<std::string> warnings;  // what publishing it switches on or off
  bool activates = false;             // something takes effect that has none today
  bool is_known = true;               // false: the DNS did not say what is there, so `before` may lack something

  std::vector<dns::Data> added() const;
  std::vector<dns::Data> removed() const;
};

// The fixes of the findings together. Ready for publishing from the first to the last: keys and senders come before
// the policies that rely on them, and what activates something comes last.
std::vector<RecordSet> publication(const std::vector<rules::Finding>& findings, const dns::Evidence& evidence);

// In that order.
void put_in_safe_order(std::vector<RecordSet>& sets);

}  // namespace mailauth::repair
