#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_redirect_weak {

namespace {

using records::spf::Kind;
using records::spf::Qualifier;

// Where the verdict is handed on once more, the last record decides.
bool is_weak(const facts::SpfNode& node) {
  if (node.standing != facts::SpfStanding::usable) return false;
  const auto result = default_result(node);
  if (result) return *result == Qualifier::neutral;
  const auto& record = node.records.front();
  return record.first(Kind::all) == nullptr && record.first(Kind::redirect) == nullptr;
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root)) {
      const bool decides = term.direct() && term.term().kind == Kind::redirect && !term.edge->child.empty();
      if (!decides || !is_weak(term.edge->child.front())) continue;
      add(findings, term, "write include: here, and end the record with ~all")
          .says(fmt::format("{} hands the verdict to a record that says nothing about other servers", term.text()));
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-redirect-weak",
    .severity = Severity::warning,
    .title = "The record that redirect= leads to does not deny other servers",
    .reference = "RFC 7208 4.7, RFC 7208 6.1",
    .why = "redirect hands the whole verdict to another record. When that one ends without 'all', or with ?all, "
           "receivers treat forged mail as if there were no SPF.",
    .bad = R"(@ TXT "v=spf1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 ?all"
)",
    .good = R"(@ TXT "v=spf1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_redirect_weak
