#include <algorithm>

#include "rules/rule.h"

namespace mailauth::rules::mx_null_with_others {

namespace {

void check(const Facts& facts, Findings& findings) {
  const auto& hosts = facts.mx.hosts;
  const auto is_null = [](const dns::Mx& mx) { return mx.exchange.is_root(); };
  if (hosts.size() > 1 && std::any_of(hosts.begin(), hosts.end(), is_null)) findings.add(facts.domain(), dns::Type::mx);
}

}  // namespace

extern const Rule rule{.id = "mx-null-with-others",
                       .severity = Severity::error,
                       .title = "A null MX stands beside another MX",
                       .reference = "RFC 7505 3",
                       .why = "The null MX says that the domain accepts no mail; another MX says where "
                              "to deliver it. Senders may refuse to send, or try a host without a name.",
                       .bad = R"(@ MX 0 .
@ MX 10 mail
mail A 192.0.2.25)",
                       .good = R"(@ MX 10 mail
mail A 192.0.2.25)",
                       .check = check};

}  // namespace mailauth::rules::mx_null_with_others
