#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::spf_too_many_void_lookups {

namespace {

using facts::SpfEdge;
using facts::SpfNode;

constexpr std::size_t max_names = 10;

// The questions that found nothing, everywhere below.
void collect_voids(const SpfNode& node, std::vector<const dns::Answer*>& voids) {
  const auto add = [&](const dns::Answer* answer) {
    if (answer != nullptr && answer->absent() && std::find(voids.begin(), voids.end(), answer) == voids.end())
      voids.push_back(answer);
  };
  for (const SpfEdge& edge : node.edges) {
    for (const dns::Answer* answer : edge.answers) add(answer);
    for (const SpfNode& child : edge.child) {
      add(child.answer);
      collect_voids(child, voids);
    }
  }
}

// The clients whose mail meets too many void lookups.
struct Clients {
  bool v4, v6;

  bool find_nothing(const SpfEdge& edge) const { return (v4 && edge.voids_v4 > 0) || (v6 && edge.voids_v6 > 0); }
  bool ask(dns::Type type) const { return type == dns::Type::aaaa ? v6 : type != dns::Type::a || v4; }
  std::string_view named() const {
    return v4 && v6 ? "" : v4 ? " for mail sent over IPv4" : " for mail sent over IPv6";
  }
};

void note_names(const SpfNode& root, Clients clients, Finding& finding) {
  std::vector<const dns::Answer*> voids;
  collect_voids(root, voids);
  std::erase_if(voids, [&](const dns::Answer* answer) { return !clients.ask(answer->question.type); });
  for (std::size_t at = 0; at < std::min(voids.size(), max_names); ++at)
    finding.note(fmt::format("asked: {}, answer: {}", to_string(voids[at]->question), describe(voids[at]->outcome)));
}

std::string_view advice(const SpfEdge& edge) {
  const auto is_void = [](const dns::Answer* answer) { return answer->absent(); };
  if (!edge.child.empty())
    return edge.child.front().standing == facts::SpfStanding::none ? "this leads to nothing"
                                                                   : "lookups behind this find nothing";
  const bool all = std::all_of(edge.answers.begin(), edge.answers.end(), is_void);
  return all ? "remove this: nothing is there" : "only one kind of address is there: write it as ip4: or ip6:";
}

void report(const SpfNode& root, Clients clients, Findings& findings) {
  const auto& record = root.records.front();
  Finding& finding = findings.add(record.source, record.version, "");
  finding.marks.clear();
  for (const SpfEdge& edge : root.edges)
    if (clients.find_nothing(edge)) finding.mark(term_of(root, edge).span, std::string(advice(edge)));
  finding.says(fmt::format("{} lookups of the SPF record find nothing{}, and receivers allow only {}",
                           clients.v4 ? root.voids_v4 : root.voids_v6, clients.named(), facts::spf_void_limit));
  // Names without an IPv6 address are common, and so are servers that never send over IPv6.
  if (!clients.v4) finding.with(Severity::warning);
  note_names(root, clients, finding);
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfNode* root : spf_roots(facts)) {
    const Clients clients{root->voids_v4 > facts::spf_void_limit, root->voids_v6 > facts::spf_void_limit};
    if (clients.v4 || clients.v6) report(*root, clients, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-too-many-void-lookups",
    .severity = Severity::error,
    .title = "More than two names in the SPF record do not exist",
    .reference = "RFC 7208 4.6.4, RFC 7208 11.1",
    .why = "Receivers give up with an error (permerror) at the third lookup that finds nothing. Mail from servers that "
           "are "
           "listed behind it fails SPF.",
    .bad = R"(@ TXT "v=spf1 a:old1.example.com a:old2.example.com a:old3.example.com ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .wish = Wish::drop_void_terms,
    .check = check};

}  // namespace mailauth::rules::spf_too_many_void_lookups
