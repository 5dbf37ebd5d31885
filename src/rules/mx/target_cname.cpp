#include <fmt/format.h>

#include "rules/mx/helpers/hosts.h"

namespace mailauth::rules::mx_target_cname {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const facts::MxTarget& target : facts.mx.targets) {
    const auto& chain = target.a->cnames.empty() ? target.aaaa->cnames : target.a->cnames;
    if (chain.empty() || has_no_address(target)) continue;
    findings.add(facts.domain(), dns::Type::mx)
        .says(fmt::format("the mail host {} is an alias of {}", target.host.text(), chain.back().text()))
        .note(fmt::format("write {} as the MX", chain.back().text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "mx-target-cname",
    .severity = Severity::error,
    .title = "A mail host is an alias",
    .reference = "RFC 2181 10.3, RFC 5321 5.1",
    .why = "An MX has to name a host with addresses of its own. Some senders do not follow an alias there and return "
           "the mail, and loops of mail are not recognised.",
    .bad = R"(@ MX 10 mail
mail CNAME host
host A 192.0.2.25)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25)",
    .check = check};

}  // namespace mailauth::rules::mx_target_cname
