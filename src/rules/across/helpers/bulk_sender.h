#pragma once
// What large mailbox providers demand of those who send them many messages. The DNS can show that a demand is not met;
// that it is met shows only in the mail itself.

#include <string_view>

#include "rules/rule.h"

namespace mailauth::rules {

struct BulkSenderDemands {
  facts::Profile profile;
  std::string_view receiver;     // "Gmail"
  std::string_view consequence;  // what happens to mail otherwise
  bool reverse_dns;              // the address that sends needs a name that leads back
};

// One finding that lists the demands that are not met, if this receiver was asked for.
void check_demands(const BulkSenderDemands& demands, const Facts& facts, Findings& findings);

}  // namespace mailauth::rules
