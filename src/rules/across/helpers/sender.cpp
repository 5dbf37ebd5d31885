#include "rules/across/helpers/sender.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf_terms.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules {

namespace {

using facts::Service;
using facts::SpfCheck;
using facts::SpfResult;
using facts::SpfStep;

constexpr std::size_t max_terms_shown = 10;

bool is_error(SpfResult result) {
  return result == SpfResult::none || result == SpfResult::temperror || result == SpfResult::permerror;
}

bool is_own_term(const SpfStep& step) { return step.depth == 0 && !step.term.empty(); }

std::string_view reason_of(const SpfCheck& check) {
  const auto with_reason =
      std::find_if(check.trace.rbegin(), check.trace.rend(), [](const SpfStep& step) { return !step.reason.empty(); });
  return with_reason == check.trace.rend() ? std::string_view{} : with_reason->reason;
}

std::string why_permerror(const SpfCheck& check) {
  const std::string reason = text::escape_bytes(reason_of(check));
  return check.mechanism.empty() ? reason : fmt::format("{} at {}", reason, text::quote(check.mechanism));
}

// Servers are called after the domain of the service, not after the name that its customers include.
bool has_name_of(const Service& service, const dns::Name& name) {
  const auto domain = facts::registrable_domain(name);
  const auto include = service.includes.empty() ? std::nullopt : dns::Name::parse(service.includes.front());
  return domain && include && facts::registrable_domain(*include) == domain;
}

}  // namespace

std::string spf_verdict(const facts::SenderFacts& sender) {
  const SpfCheck& check = sender.spf;
  const std::string ip = text::to_string(sender.client.ip);
  const std::string& domain = sender.client.domain;
  switch (check.result) {
    case SpfResult::none: return fmt::format("{} has no SPF record that could permit {}", domain, ip);
    case SpfResult::permerror: return fmt::format("SPF of {} is an error for {}: {}", domain, ip, why_permerror(check));
    case SpfResult::temperror:
    case SpfResult::pass:
    case SpfResult::fail:
    case SpfResult::softfail:
    case SpfResult::neutral: break;
  }
  const std::string decision =
      check.mechanism == "default" ? "no term matches" : fmt::format("{} decides", text::quote(check.mechanism));
  return fmt::format("SPF of {} answers {} to {}: {}", domain, to_string(check.result), ip, decision);
}

std::string spf_walk(const SpfCheck& check) {
  std::string walk;
  std::size_t shown = 0;
  for (const SpfStep& step : check.trace) {
    if (!is_own_term(step)) continue;
    if (shown++ == max_terms_shown) return walk + ", ...";
    walk += fmt::format("{}{} {}", walk.empty() ? "" : ", ", text::quote(step.term),
                        step.result ? to_string(*step.result) : "no match");
  }
  return walk;
}

const Service* service_of_sender(const facts::SenderFacts& sender) {
  for (const facts::ReverseName& reverse : sender.names) {
    if (!reverse.leads_back) continue;
    for (const Service& service : facts::services())
      if (has_name_of(service, reverse.name)) return &service;
  }
  return nullptr;
}

const facts::SpfNode* evaluated_spf(const Facts& facts) {
  if (is_error(facts.sender->spf.result)) return nullptr;
  for (const facts::SpfNode* root : spf_roots(facts))
    if (root->name.text() == facts.sender->client.domain && root->record() != nullptr) return root;
  return nullptr;
}

Span place_before_decision(const records::spf::Record& record, const SpfCheck& check) {
  const auto step = std::find_if(check.trace.begin(), check.trace.end(),
                                 [](const SpfStep& each) { return is_own_term(each) && each.result.has_value(); });
  if (step != check.trace.end())
    for (const records::spf::Term& term : record.terms)
      if (record.text(term.span) == step->term) return {term.span.begin, term.span.begin};
  return place_for_include(record);
}

}  // namespace mailauth::rules
