#include <fmt/format.h>

#include <algorithm>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_target_unresolvable {

namespace {

// The rules on addresses and on free domains say more.
bool is_explained_elsewhere(const facts::MxTarget& target) {
  return is_address(target.host) || is_unregistered(target);
}

void check(const Facts& facts, Findings& findings) {
  const auto& targets = facts.mx.targets;
  const bool all = std::all_of(targets.begin(), targets.end(), has_no_address);
  for (const facts::MxTarget& target : targets) {
    if (!has_no_address(target) || is_explained_elsewhere(target)) continue;
    findings.add(facts.domain(), dns::Type::mx)
        .says(fmt::format("the mail host {} has no address", target.host.text()))
        .means(all ? "No mail for the domain arrives." : "Mail arrives only by the other hosts, and late.")
        .note(fmt::format("asked: {} A and AAAA, answer: {}", target.host.text(), describe(target.a->outcome)))
        .with(all ? Severity::error : Severity::warning);
  }
}

}  // namespace

extern const Rule rule{
    .id = "mx-target-unresolvable",
    .severity = Severity::error,
    .title = "A mail host has no address",
    .reference = "RFC 5321 5.1",
    .why = "Senders cannot connect to a host without an address. When no other host is left, mail for the domain comes "
           "back, reports and answers included.",
    .bad = R"(@ MX 10 mail)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25)",
    .check = check};

}  // namespace mailauth::rules::mx_target_unresolvable
