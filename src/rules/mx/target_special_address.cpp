#include <fmt/format.h>

#include <algorithm>

#include "rules/mx/helpers/hosts.h"
#include "text/special_networks.h"

namespace mailauth::rules::mx_target_special_address {

namespace {

// Addresses at which no host can be reached from the Internet (RFC 6890). Not those for documentation (192.0.2.0/24,
// 2001:db8::/32 and the like): where they stand, somebody is trying something out, and the zones of all manuals are
// made of them.
bool is_special_purpose(const text::Ip& address) {
  const text::SpecialNetwork* special = text::special_network(address);
  return special != nullptr && special->use != text::SpecialNetwork::Use::documentation;
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::MxTarget& target : facts.mx.targets) {
    const auto addresses = addresses_of(target);
    const bool all = std::all_of(addresses.begin(), addresses.end(), is_special_purpose);
    if (addresses.empty() || !all) continue;
    findings.add(facts.domain(), dns::Type::mx)
        .says(fmt::format("the mail host {} has the address {}, which nobody can reach from outside",
                          target.host.text(), to_string(addresses.front())));
  }
}

}  // namespace

extern const Rule rule{
    .id = "mx-target-special-address",
    .severity = Severity::error,
    .title = "A mail host has only addresses that nobody can reach from outside",
    .reference = "RFC 6890",
    .why = "Addresses for private networks, for the machine itself and for other special purposes lead nowhere from "
           "the Internet, or to a machine of the sender. Mail for the domain does not arrive.",
    .bad = R"(@ MX 10 mail
mail A 10.0.0.25)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25)",
    .check = check};

}  // namespace mailauth::rules::mx_target_special_address
