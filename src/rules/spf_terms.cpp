#include "rules/spf_terms.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/service_records.h"

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

namespace {

std::string include_term_of(const facts::Service& service) {
  const std::string include(facts::include_of(service));
  return uses_spf_of_domain(service) && !include.empty() ? "include:" + include : "";
}

// Somebody runs mail servers of their own when an MX belongs to no known service.
bool has_own_mail_server(const Facts& facts) {
  return std::any_of(facts.mx.hosts.begin(), facts.mx.hosts.end(), [](const dns::Mx& mx) {
    return !mx.exchange.is_root() && facts::service_of_mx(mx.exchange) == nullptr;
  });
}

}  // namespace

std::vector<std::string> known_sender_terms(const Facts& facts) {
  std::vector<std::string> terms;
  if (has_own_mail_server(facts)) terms.emplace_back("mx");
  std::vector<const facts::Service*> services = facts.request.expected;
  for (const facts::RecognisedService& recognised : facts.services) services.push_back(recognised.service);
  for (const facts::Service* service : services)
    if (const std::string term = include_term_of(*service);
        !term.empty() && std::find(terms.begin(), terms.end(), term) == terms.end())
      terms.push_back(term);
  return terms;
}

}  // namespace mailauth::rules
