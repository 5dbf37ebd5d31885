#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_too_many_lookups {

namespace {

using facts::SpfEdge;
using facts::SpfNode;
using records::spf::Kind;

constexpr std::size_t max_addresses = 4;  // of one term, in an advice

void note_costs(const SpfNode& root, Finding& finding) {
  for (const SpfEdge& edge : root.edges)
    finding.note(
        fmt::format("{} costs {} {}", term_text(root, edge), edge.lookups, edge.lookups == 1 ? "lookup" : "lookups"));
}

// The same name twice costs twice and permits nothing more.
void note_duplicates(const SpfNode& root, Finding& finding) {
  std::map<dns::Name, unsigned> times;
  facts::for_each_node(root,
                       [&](const SpfNode& node, const SpfEdge* from) { times[node.name] += from != nullptr ? 1 : 0; });
  for (const auto& [name, count] : times)
    if (count > 1) finding.note(fmt::format("to save: {} is included {} times, once is enough", name.text(), count));
}

std::string as_networks(const SpfEdge& edge) {
  std::string terms;
  std::size_t count = 0;
  for (const dns::Answer* answer : edge.answers) {
    for (const dns::Record& record : answer->records) {
      const auto* ip = std::get_if<text::Ip>(&record.data);
      if (ip == nullptr || ++count > max_addresses) return {};
      const std::string_view name = ip->family == text::Ip::Family::v4 ? "ip4:" : "ip6:";
      terms += fmt::format("{}{}{}", terms.empty() ? "" : " ", name, to_string(*ip));
    }
  }
  return terms;
}

// ip4: and ip6: cost nothing.
void note_addresses(const SpfNode& root, Finding& finding) {
  for (const SpfEdge& edge : root.edges) {
    const Kind kind = term_of(root, edge).kind;
    if (kind != Kind::a && kind != Kind::mx) continue;
    const std::string networks = kind == Kind::a ? as_networks(edge) : "";
    finding.note(fmt::format("to save: write {} instead of {}",
                             networks.empty() ? "the addresses as ip4: and ip6:" : networks, term_text(root, edge)));
  }
}

void report(const SpfNode& root, const facts::Breach& breach, Findings& findings) {
  const SpfEdge& own = *breach.path.front();
  Finding& finding =
      findings.add(root.records.front().source, term_of(root, own).span, "receivers stop here, at the 11th lookup");
  finding
      .says(fmt::format("the SPF record needs {} DNS lookups, and receivers stop after {}", root.lookups,
                        facts::spf_lookup_limit))
      .means(fmt::format("Mail from every server that is listed at or behind {} fails SPF with an error (permerror).",
                         term_text(root, own)));
  note_costs(root, finding);
  note_duplicates(root, finding);
  note_addresses(root, finding);
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfNode* root : spf_roots(facts))
    if (const auto breach = facts::lookup_breach(*root)) report(*root, *breach, findings);
}

}  // namespace

extern const Rule rule{
    .id = "spf-too-many-lookups",
    .severity = Severity::error,
    .title = "The SPF record needs more than 10 DNS lookups",
    .reference = "RFC 7208 4.6.4",
    .why = "Receivers make at most 10 lookups for one SPF check, with everything that is included, and then give up "
           "with an "
           "error (permerror). Mail from servers that stand early in the record passes, mail from later ones fails.",
    .bad = R"(@ TXT "v=spf1 include:one.example.net include:two.example.net a:mail.example.com -all"
mail A 192.0.2.1
mail AAAA 2001:db8::1
one.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
two.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
h.example.net. A 192.0.2.9
h.example.net. AAAA 2001:db8::9
)",
    .good = R"(@ TXT "v=spf1 include:one.example.net include:two.example.net ip4:192.0.2.1 -all"
mail A 192.0.2.1
mail AAAA 2001:db8::1
one.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
two.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
h.example.net. A 192.0.2.9
h.example.net. AAAA 2001:db8::9
)",
    .check = check};

}  // namespace mailauth::rules::spf_too_many_lookups
