#include <fmt/format.h>

#include <set>

#include "rules/rule.h"

namespace mailauth::rules::mx_duplicate {

namespace {

void check(const Facts& facts, Findings& findings) {
  std::set<dns::Name> seen, reported;
  for (const dns::Mx& mx : facts.mx.hosts)
    if (!seen.insert(mx.exchange).second && !mx.exchange.is_root() && reported.insert(mx.exchange).second)
      findings.add(facts.domain(), dns::Type::mx)
          .says(fmt::format("the mail host {} is listed more than once", mx.exchange.text()));
}

}  // namespace

extern const Rule rule{
    .id = "mx-duplicate",
    .severity = Severity::info,
    .title = "A mail host is listed more than once",
    .reference = "RFC 5321 5.1",
    .why = "The second entry does not help: senders try the same host again. Perhaps another host was meant.",
    .bad = R"(@ MX 10 mail
@ MX 20 mail
mail A 192.0.2.25)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25)",
    .check = check};

}  // namespace mailauth::rules::mx_duplicate
