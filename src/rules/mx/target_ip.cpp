#include <fmt/format.h>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_target_ip {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::MxTarget& target : facts.mx.targets)
    if (is_address(target.host))
      findings.add(facts.domain(), dns::Type::mx)
          .says(fmt::format("the MX {} is an address; it must be the name of a host", target.host.text()));
}

}  // namespace

extern const Rule rule{.id = "mx-target-ip",
                       .severity = Severity::error,
                       .title = "An MX is an address and not the name of a host",
                       .reference = "RFC 1035 3.3.9, RFC 5321 5.1",
                       .why = "Senders look the MX up as a name and find nothing, so no mail arrives by it. "
                              "Give the host a name with an A record, and write that name.",
                       .bad = R"(@ MX 10 192.0.2.25.)",
                       .good = R"(@ MX 10 mail
mail A 192.0.2.25)",
                       .check = check};

}  // namespace mailauth::rules::mx_target_ip
