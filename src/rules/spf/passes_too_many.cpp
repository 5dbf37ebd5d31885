#include <fmt/format.h>

#include <algorithm>

#include "rules/forgery.h"
#include "rules/rule.h"
#include "rules/spf/helpers/broad_network.h"
#include "text/quote.h"

namespace mailauth::rules::spf_passes_too_many {

namespace {

using records::spf::Qualifier;
using records::spf::Term;

// spf-plus-all, spf-include-plus-all, spf-exists-constant and spf-network-too-broad mark the one term that does it.
bool has_one_cause(const facts::SpfNode& root) {
  bool found = std::ranges::any_of(root.records.front().terms, [](const Term& term) {
    return term.network && term.qualifier == Qualifier::pass && is_broad(*term.network);
  });
  facts::for_each_node(root, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    found = found || permits_everybody(node);
    for (const facts::SpfEdge& edge : node.edges)
      found = found || (term_of(node, edge).kind == records::spf::Kind::exists && !depends_on_message(node, edge));
  });
  return found;
}

double size_of(const text::NetworkSet& networks) {
  return static_cast<double>(networks.ipv4_addresses()) + static_cast<double>(networks.ipv6_networks());
}

// The term of the record that leads to most of them.
Span widest_term(const facts::SpfNode& root) {
  const auto size = [&](const facts::SpfEdge& edge) { return size_of(matched_addresses(root, edge).networks); };
  const auto widest = std::ranges::max_element(root.edges, {}, size);
  return widest == root.edges.end() ? root.records.front().source.whole() : term_of(root, *widest).span;
}

void check(const Facts& facts, Findings& findings) {
  for (const OpenDoor& door : open_doors(facts)) {
    if (door.alone_allows == Forgery::hard || has_one_cause(*door.spf)) continue;
    Finding& finding =
        findings.add(door.spf->records.front().source, widest_term(*door.spf), "list the servers that really send")
            .says(fmt::format("SPF of {} lets {} pass", door.spf->name.text(), door.whom))
            .means("Whoever sends from one of them can send as the domain, and passes DMARC.");
    if (door.alone_allows != Forgery::anyone) finding.with(Severity::warning);
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-passes-too-many",
    .severity = Severity::error,
    .security = Security::somebody_can_send,
    .title = "The networks that the SPF record permits are together a large part of the Internet",
    .reference = "RFC 7208 10.1.1, RFC 9989 7.1",
    .why = "No single term says so, but together, behind include and redirect, too, they let very many servers of "
           "strangers send as the domain: what passes SPF passes DMARC, and no policy stops it.",
    .bad = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.0/24 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_passes_too_many
