#include "rules/spf_include.h"

#include <fmt/format.h>

#include <algorithm>

namespace mailauth::rules {

namespace {

using records::spf::Kind;

bool ends_evaluation(const records::spf::Term& term) { return term.kind == Kind::all || term.kind == Kind::redirect; }

}  // namespace

bool is_fully_known(const facts::SpfNode& spf) {
  bool known = !spf.depends_on_message;
  facts::for_each_node(spf, [&](const facts::SpfNode& node, const facts::SpfEdge*) {
    if (node.standing == facts::SpfStanding::unknown || node.standing == facts::SpfStanding::too_big) known = false;
  });
  return known;
}

Span place_for_include(const records::spf::Record& record) {
  const auto end = std::find_if(record.terms.begin(), record.terms.end(), ends_evaluation);
  if (end != record.terms.end()) return {end->span.begin, end->span.begin};
  const uint32_t last = record.terms.empty() ? record.version.end : record.terms.back().span.end;
  return {last, last};
}

void offer_include(const records::spf::Record& record, std::string_view include, Finding& finding) {
  const Span place = place_for_include(record);
  const auto end = std::find_if(record.terms.begin(), record.terms.end(), ends_evaluation);
  const std::string term = fmt::format("include:{}", include);
  std::string text = record.source.text;
  text.insert(place.begin, end != record.terms.end() ? term + " " : " " + term);
  finding.publish(finding.name, text);
  finding.fix->replaces = {record.source};
  finding.fix->changes = {term + " added"};
}

}  // namespace mailauth::rules
