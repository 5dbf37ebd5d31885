#include <fmt/format.h>

#include "mailauth/rules/rule.h"

namespace mailauth::rules {

namespace {

// The name servers of a registered domain are asked at the domain itself, so it has SOA and NS. Of names below it that
// cannot be seen without asking these servers.
void check(const Facts& facts, Findings& findings) {
  if (facts::registrable_domain(facts.domain()) != facts.domain()) return;
  for (const dns::Answer* answer : {facts.txt, facts.mx.answer}) {
    if (answer == nullptr || answer->cnames.empty()) continue;
    findings.add(facts.domain(), answer->question.type)
        .says(fmt::format("{} is an alias of {}, and so cannot have records of its own", facts.domain().text(),
                          answer->cnames.front().text()))
        .note("write the addresses themselves, or use what the DNS panel offers instead (ALIAS, ANAME, flattening)");
    return;
  }
}

}  // namespace

extern const Rule dns_cname_and_other_data{
    .id = "dns-cname-and-other-data",
    .severity = Severity::error,
    .title = "The domain itself is an alias",
    .reference = "RFC 1034 3.6.2, RFC 1912 2.4, RFC 2181 10.1",
    .why = "A name with an alias may have no other records, and a domain always has some: SOA and NS. Resolvers then "
           "hide its MX or TXT, now and then, and mail is lost or fails SPF.",
    .bad = R"(@ CNAME web.example.net.
web.example.net. TXT "v=spf1 -all"
)",
    .good = R"(@ TXT "v=spf1 -all"
)",
    .check = check};

}  // namespace mailauth::rules
