#include <fmt/format.h>

#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_include_useless {

namespace {

// Of the domain itself: in records of MAIL FROM domains the service is asked for on purpose.
void check(const Facts& facts, Findings& findings) {
  for (const TreeTerm& term : tree_terms(facts.spf)) {
    if (!term.direct() || term.term().kind != records::spf::Kind::include || !term.edge->target) continue;
    const facts::Service* service = facts::service_of_include(*term.edge->target);
    if (service == nullptr || service->spf_scope != facts::Service::SpfScope::none) continue;
    add(findings, term, "remove this")
        .says(fmt::format("{} costs {} {} and has no effect: {} sends with a MAIL FROM of its own", term.text(),
                          term.edge->lookups, term.edge->lookups == 1 ? "lookup" : "lookups", service->name));
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-include-useless",
    .severity = Severity::info,
    .title = "An include permits a service whose mail never uses this domain as its MAIL FROM",
    .reference = "RFC 7208 2.4, RFC 9989 4.4.2",
    .why = "Receivers check SPF for the MAIL FROM domain, and this service always uses its own. The include costs "
           "lookups and has no effect: what counts for DMARC with such a service is DKIM.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 include:servers.mcsv.net -all"
servers.mcsv.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_include_useless
