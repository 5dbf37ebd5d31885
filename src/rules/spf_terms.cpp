#include "rules/spf_terms.h"

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

std::string with_term(const records::spf::Record& record, Span place, const std::string& term) {
  const bool stands_before = std::any_of(record.terms.begin(), record.terms.end(),
                                         [&](const auto& other) { return other.span.begin == place.begin; });
  std::string text = record.source.text;
  return text.insert(place.begin, stands_before ? term + " " : " " + term);
}

void offer_include(const records::spf::Record& record, std::string_view include, Finding& finding) {
  offer_includes(record, {std::string(include)}, finding);
}

void offer_includes(const records::spf::Record& record, const std::vector<std::string>& includes, Finding& finding) {
  offer_term(record, place_for_include(record), fmt::format("include:{}", fmt::join(includes, " include:")), finding);
}

void offer_term(const records::spf::Record& record, Span place, const std::string& term, Finding& finding) {
  finding.publish(finding.name, with_term(record, place, term));
  finding.fix->replaces = {record.source};
  finding.fix->changes = {term + " added"};
}

}  // namespace mailauth::rules
