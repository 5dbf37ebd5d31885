#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_lookups_near_limit {

namespace {

constexpr unsigned near_limit = 9;

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->record() == nullptr || root->lookups < near_limit || root->lookups > facts::spf_lookup_limit) continue;
    const auto& record = root->records.front();
    Finding& finding = findings.add(record.source, record.version, "list servers as ip4: and ip6: where you can");
    finding.says(fmt::format("the SPF record needs {} of the {} DNS lookups that receivers make", root->lookups,
                             facts::spf_lookup_limit));
    for (const facts::SpfEdge& edge : root->edges)
      finding.note(fmt::format("{} costs {} {}", term_text(*root, edge), edge.lookups,
                               edge.lookups == 1 ? "lookup" : "lookups"));
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-lookups-near-limit",
    .severity = Severity::warning,
    .title = "The SPF record needs nearly all of the 10 DNS lookups",
    .reference = "RFC 7208 4.6.4",
    .why = "Receivers give up after 10 lookups. Included records belong to others: when one of them grows by a lookup "
           "or two, SPF fails (permerror) for the domain's own mail without any change here.",
    .bad = R"(@ TXT "v=spf1 include:a.example.net include:b.example.net -all"
a.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net -all"
b.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
h.example.net. A 192.0.2.9
h.example.net. AAAA 2001:db8::9
)",
    .good = R"(@ TXT "v=spf1 include:a.example.net -all"
a.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net -all"
h.example.net. A 192.0.2.9
h.example.net. AAAA 2001:db8::9
)",
    .rungs = Rung::close_to_a_limit,
    .check = check};

}  // namespace mailauth::rules::spf_lookups_near_limit
