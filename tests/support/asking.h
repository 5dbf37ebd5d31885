#pragma once
// Questions to a resolver and all their answers.

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "mailauth/net/cares_resolver.h"

namespace mailauth::test {

using Answers = std::map<dns::Question, dns::Answer>;

dns::Question question(std::string_view name, dns::Type type = dns::Type::txt);

// Sends all at once and receives until each has its answer, or until the time is over.
Answers ask_all(net::CaresResolver& resolver, const std::vector<dns::Question>& questions,
                std::chrono::milliseconds patience = std::chrono::seconds(20));
dns::Answer ask(net::CaresResolver& resolver, std::string_view name, dns::Type type = dns::Type::txt);

// "found 300: \"v=spf1 -all\" | \"b\"", "no_domain 60 by example.com", "timeout: no answer from ...":
// outcome, CNAME targets, TTL and records, authority or detail.
std::string summary(const dns::Answer& answer);

}  // namespace mailauth::test
