#pragma once
// Questions to a resolver and all their answers.

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "net/transport.h"

namespace mailauth::test {

using Answers = std::map<dns::Question, dns::Answer>;

dns::Question question(std::string_view name, dns::Type type = dns::Type::txt);

// Sends all at once and receives until each has its answer, or until the time is over.
Answers ask_all(const net::Transport& transport, const std::vector<dns::Question>& questions,
                std::chrono::milliseconds patience = std::chrono::seconds(20));

// The same for whatever has a transport.
template <typename Resolver>
Answers ask_all(Resolver& resolver, const std::vector<dns::Question>& questions,
                std::chrono::milliseconds patience = std::chrono::seconds(20)) {
  return ask_all(resolver.transport(), questions, patience);
}
template <typename Resolver>
dns::Answer ask(Resolver& resolver, std::string_view name, dns::Type type = dns::Type::txt) {
  const Answers answers = ask_all(resolver, {question(name, type)});
  return answers.empty() ? dns::Answer() : answers.begin()->second;
}

// "found 300: \"v=spf1 -all\" | \"b\"", "no_domain 60 by example.com", "timeout: no answer from ...":
// outcome, CNAME targets, TTL and records, authority or detail.
std::string summary(const dns::Answer& answer);

}  // namespace mailauth::test
