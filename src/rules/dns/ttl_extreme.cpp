#include <fmt/format.h>

#include "rules/dns/helpers/policy_answers.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_ttl_extreme {

namespace {

constexpr uint32_t long_ttl = 86400;

// Only long ones: what a resolver has remembered for a while comes with a short rest of its TTL.
void check(const Facts& facts, Findings& findings) {
  for (const dns::Answer* answer : policy_answers(facts))
    if (answer->found() && answer->ttl > long_ttl)
      findings.add(answer->question.name, answer->question.type)
          .says(fmt::format("resolvers keep {} for {} hours", to_string(answer->question), answer->ttl / 3600));
}

}  // namespace

extern const Rule rule{.id = "dns-ttl-extreme",
                       .severity = Severity::info,
                       .title = "The policy may be remembered for more than a day",
                       .reference = "RFC 1035 3.2.1, RFC 8461 8.1",
                       .why = "Resolvers keep the record for as long as its TTL says. After a mistake, or a "
                              "change of the mail service, receivers use the old one until then.",
                       .bad = R"(@ 604800 TXT "v=spf1 -all"
)",
                       .good = R"(@ 3600 TXT "v=spf1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::dns_ttl_extreme
