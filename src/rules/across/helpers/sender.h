#pragma once
// The address that sends, given with --ip: what would let it pass SPF.

#include <optional>
#include <string>

#include "rules/rule.h"

namespace mailauth::rules {

// "SPF of example.com answers fail to 192.0.2.1: '-all' decides". Not of a temperror, which is no verdict.
std::string spf_verdict(const facts::SenderFacts& sender);
// The terms of the domain's own record in the order in which they were evaluated, each with what came of it.
std::string spf_walk(const facts::SpfCheck& check);

// The service that runs the server, told by a name that leads back to the address; null when it is none of those that
// we know.
const facts::Service* service_of_sender(const facts::SenderFacts& sender);

// The SPF that was evaluated: its record, when there is one and it does not end in an error, and all that this
// includes.
const facts::SpfNode* evaluated_spf(const Facts& facts);
// Where a term has to stand to count: before the one that decided, else where all of them end.
Span place_before_decision(const records::spf::Record& record, const facts::SpfCheck& check);

}  // namespace mailauth::rules
