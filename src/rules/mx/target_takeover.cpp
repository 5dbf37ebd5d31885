#include <fmt/format.h>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_target_takeover {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::MxTarget& target : facts.mx.targets)
    if (is_unregistered(target) && !is_address(target.host))
      findings.add(facts.domain(), dns::Type::mx)
          .says(fmt::format("{} is not registered: whoever registers it receives mail for {}",
                            target.registrable->text(), facts.domain().text()))
          .note(fmt::format("asked: {} NS, answer: {}", target.registrable->text(),
                            describe(target.registration->outcome)))
          .note(fmt::format("remove the MX {} today", target.host.text()));
}

}  // namespace

extern const Rule rule{
    .id = "mx-target-takeover",
    .severity = Severity::error,
    .security = Security::somebody_can_send,
    .title = "A mail host is in a domain that anybody can register",
    .reference = "RFC 5321 5.1",
    .why = "Whoever registers the domain of the mail host gets mail that is meant for this one: answers, reports, and "
           "the messages with which passwords are reset.",
    .bad = R"(@ MX 10 mx.example.net.)",
    .good = R"(@ MX 10 mx.example.net.
mx.example.net. A 192.0.2.25)",
    .check = check};

}  // namespace mailauth::rules::mx_target_takeover
