#include <fmt/format.h>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_null_but_sends {

namespace {

void check(const Facts& facts, Findings& findings) {
  const std::string sign = sign_of_sending(facts);
  if (!facts.mx.null_mx || sign.empty()) return;
  findings.add(facts.domain(), dns::Type::mx)
      .says(fmt::format("{} says that it accepts no mail, but sends: {}", facts.domain().text(), sign));
}

}  // namespace

extern const Rule rule{
    .id = "mx-null-but-sends",
    .severity = Severity::error,
    .title = "The domain sends mail, but its null MX says that it accepts none",
    .reference = "RFC 7505 4.1, 4.2",
    .why = "Receivers may refuse mail whose sender cannot be answered, with the code 5.7.27, and bounces are lost. A "
           "domain that sends needs an MX; one that does not should permit nobody in SPF and have no keys.",
    .bad = R"(@ MX 0 .
@ TXT "v=spf1 ip4:192.0.2.1 -all")",
    .good = R"(@ MX 0 .
@ TXT "v=spf1 -all")",
    .check = check};

}  // namespace mailauth::rules::mx_null_but_sends
