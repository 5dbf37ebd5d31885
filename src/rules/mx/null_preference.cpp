#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::mx_null_preference {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (!facts.mx.null_mx || facts.mx.hosts.front().preference == 0) return;
  findings.add(facts.domain(), dns::Type::mx)
      .says(fmt::format("the null MX has the preference {} instead of 0", facts.mx.hosts.front().preference))
      .note("write 0 . as the only MX");
}

}  // namespace

extern const Rule rule{
    .id = "mx-null-preference",
    .severity = Severity::warning,
    .title = "The null MX has another preference than 0",
    .reference = "RFC 7505 3",
    .why = "A domain that accepts no mail says so with exactly \"0 .\". Software that looks for that may not "
           "understand another number, and try to deliver to a host without a name.",
    .bad = R"(@ MX 10 .)",
    .good = R"(@ MX 0 .)",
    .check = check};

}  // namespace mailauth::rules::mx_null_preference
