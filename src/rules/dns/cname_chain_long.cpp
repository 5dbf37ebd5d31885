#include <fmt/format.h>

#include "rules/dns/helpers/policy_answers.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_cname_chain_long {

namespace {

constexpr std::size_t many_hops = 8;

void check(const Facts& facts, Findings& findings) {
  for (const dns::Answer* answer : policy_answers(facts))
    if (answer->found() && answer->cnames.size() > many_hops)
      findings.add(answer->question.name, answer->question.type)
          .says(fmt::format("{} aliases lead from {} to its record", answer->cnames.size(),
                            answer->question.name.text()));
}

}  // namespace

extern const Rule rule{
    .id = "dns-cname-chain-long",
    .severity = Severity::info,
    .title = "A policy is reached only through a long chain of aliases",
    .reference = "RFC 1034 3.6.2, RFC 1034 5.2.2",
    .why = "Each alias is one more question that can fail, and some resolvers give up after eight of them.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc CNAME a1
a1 CNAME a2
a2 CNAME a3
a3 CNAME a4
a4 CNAME a5
a5 CNAME a6
a6 CNAME a7
a7 CNAME a8
a8 CNAME a9
a9 CNAME a10
a10 TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc CNAME a1
a1 TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::dns_cname_chain_long
