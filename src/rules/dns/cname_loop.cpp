#include <fmt/format.h>

#include <set>

#include "rules/dns/helpers/policy_answers.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_cname_loop {

namespace {

// Resolvers answer SERVFAIL, often with the part of the circle that they have seen.
bool goes_round(const dns::Answer& answer) {
  std::set<dns::Name> seen{answer.question.name};
  for (const dns::Name& target : answer.cnames)
    if (!seen.insert(target).second) return true;
  return false;
}

void check(const Facts& facts, Findings& findings) {
  for (const dns::Answer* answer : policy_answers(facts)) {
    if (!goes_round(*answer)) continue;
    std::string chain = answer->question.name.text();
    for (const dns::Name& target : answer->cnames) chain += " -> " + target.text();
    findings.add(answer->question.name, answer->question.type)
        .says(fmt::format("the aliases of {} lead in a circle", answer->question.name.text()))
        .note("CNAME: " + chain);
  }
}

}  // namespace

extern const Rule rule{.id = "dns-cname-loop",
                       .severity = Severity::error,
                       .title = "Aliases lead in a circle",
                       .reference = "RFC 1034 3.6.2, RFC 1034 5.2.2",
                       .why = "Resolvers follow the aliases until they give up, and answer with an error. "
                              "Receivers find no policy, or put the mail off.",
                       .bad = R"(@ TXT "v=spf1 -all"
_dmarc CNAME a
a CNAME b
b CNAME a
)",
                       .good = R"(@ TXT "v=spf1 -all"
_dmarc CNAME a
a TXT "v=DMARC1; p=reject"
)",
                       .check = check};

}  // namespace mailauth::rules::dns_cname_loop
