#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_mx_over_10 {

namespace {

std::size_t exchanges(const facts::SpfEdge& edge) {
  std::size_t most = 0;
  for (const dns::Answer* answer : edge.answers) most = std::max(most, mx_records(*answer).size());
  return most;
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root)) {
      if (term.term().kind != records::spf::Kind::mx || exchanges(*term.edge) <= facts::max_spf_exchanges) continue;
      add(findings, term, term.direct() ? "list the servers as ip4: and ip6: instead" : "this leads to too many hosts")
          .says(fmt::format("{} stands for {} mail hosts, and receivers look at no more than {}", term.text(),
                            exchanges(*term.edge), facts::max_spf_exchanges));
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-mx-over-10",
    .severity = Severity::error,
    .title = "mx in the SPF record stands for more than 10 mail hosts",
    .reference = "RFC 7208 4.6.4, RFC 7208 5.4",
    .why = "Receivers look up the addresses of at most 10 mail hosts for one mx, and most then give up with an error: "
           "SPF fails (permerror) for mail that no earlier term permits.",
    .bad = R"(@ TXT "v=spf1 mx -all"
@ MX 1 m1
@ MX 2 m2
@ MX 3 m3
@ MX 4 m4
@ MX 5 m5
@ MX 6 m6
@ MX 7 m7
@ MX 8 m8
@ MX 9 m9
@ MX 10 m10
@ MX 11 m11
m1 A 192.0.2.1
m2 A 192.0.2.2
m3 A 192.0.2.3
m4 A 192.0.2.4
m5 A 192.0.2.5
m6 A 192.0.2.6
m7 A 192.0.2.7
m8 A 192.0.2.8
m9 A 192.0.2.9
m10 A 192.0.2.10
m11 A 192.0.2.11
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.0/28 -all"
@ MX 1 m1
@ MX 2 m2
@ MX 3 m3
@ MX 4 m4
@ MX 5 m5
@ MX 6 m6
@ MX 7 m7
@ MX 8 m8
@ MX 9 m9
@ MX 10 m10
@ MX 11 m11
m1 A 192.0.2.1
m2 A 192.0.2.2
m3 A 192.0.2.3
m4 A 192.0.2.4
m5 A 192.0.2.5
m6 A 192.0.2.6
m7 A 192.0.2.7
m8 A 192.0.2.8
m9 A 192.0.2.9
m10 A 192.0.2.10
m11 A 192.0.2.11
)",
    .check = check};

}  // namespace mailauth::rules::spf_mx_over_10
