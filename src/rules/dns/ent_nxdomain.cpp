#include <fmt/format.h>

#include <algorithm>

#include "rules/dkim/helpers/published_keys.h"

namespace mailauth::rules::dns_ent_nxdomain {

namespace {

void check(const Facts& facts, Findings& findings) {
  const dns::Answer* domainkey = facts.dkim.domainkey;
  // An alias may lead to a name that does not exist.
  if (domainkey == nullptr || domainkey->outcome != dns::Outcome::no_domain || !domainkey->cnames.empty()) return;
  const auto& selectors = facts.dkim.selectors;
  const auto below = std::find_if(selectors.begin(), selectors.end(), is_published);
  if (below == selectors.end()) return;
  findings.add(domainkey->question.name, domainkey->question.type)
      .says(fmt::format("{} does not exist, says its name server, although {} does", domainkey->question.name.text(),
                        below->name.text()))
      .note("update the name server; until then any record at the name helps");
}

}  // namespace

extern const Rule rule{
    .id = "dns-ent-nxdomain",
    .severity = Severity::error,
    .title = "A name server denies a name below which there are records",
    .reference = "RFC 8020 2, RFC 4592 2.2.2",
    .why = "NXDOMAIN for a name says that nothing exists below it. Resolvers that remember this deny the DKIM keys "
           "too, and signatures fail for no visible reason.",
    .bad = R"(;! --selector s1
;! _domainkey.example.com TXT no_domain
@ TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; p="
)",
    .good = R"(;! --selector s1
@ TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; p="
)",
    .check = check};

}  // namespace mailauth::rules::dns_ent_nxdomain
