#include "facts/spf_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/spf/evaluation.h"
#include "facts/spf_tree.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Qualifier;
using records::spf::Term;

// What the evaluation of one record comes to.
struct Verdict {
  SpfResult result = SpfResult::none;
  bool pending = false;
  std::string mechanism;                       // the term of this record, or of the one that it redirects to
  std::optional<records::spf::Record> record;  // where the result comes from, and its domain
  std::string domain;
};

struct Evaluation {
  const SpfClient& client;
  dns::Evidence& evidence;
  SpfCheck& check;

  SpfStep& add_step(const std::string& domain, unsigned depth, std::string_view term = {}) {
    check.trace.push_back({.domain = domain, .depth = depth, .term = std::string(term)});
    note_costs(check.trace.back());
    return check.trace.back();
  }
  void note_costs(SpfStep& step) const {
    step.lookups = check.lookups;
    step.voids = check.voids;
  }
};

Verdict evaluate_domain(Evaluation& evaluation, const std::string& domain, unsigned depth);

SpfResult result_of(Qualifier qualifier) {
  switch (qualifier) {
    case Qualifier::pass: return SpfResult::pass;
    case Qualifier::fail: return SpfResult::fail;
    case Qualifier::softfail: return SpfResult::softfail;
    case Qualifier::neutral: return SpfResult::neutral;
  }
  return SpfResult::neutral;
}

// What an include makes of the record that it leads to: the table of RFC 7208 5.2.
SpfMatch match_of(SpfResult result) {
  switch (result) {
    case SpfResult::pass: return SpfMatch::yes;
    case SpfResult::fail:
    case SpfResult::softfail:
    case SpfResult::neutral: return SpfMatch::no;
    case SpfResult::temperror: return SpfMatch::temperror;
    case SpfResult::permerror:
    case SpfResult::none: return SpfMatch::permerror;
  }
  return SpfMatch::permerror;
}

// RFC 7208 4.3: more than one label, none of them empty or too long, and no address literal.
std::optional<dns::Name> domain_name(const std::string& domain) {
  auto name = dns::Name::parse_unescaped(domain);
  const bool is_ascii = std::ranges::all_of(domain, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!name || !is_ascii || domain.starts_with('[') || name->label_count() < 2) return std::nullopt;
  return name;
}

std::string syntax_error(const records::spf::Record& record) {
  for (const Term& term : record.terms)
    if (term.flaw != records::spf::Flaw::none) return fmt::format("syntax error in '{}'", record.text(term.span));
  return "a modifier stands there twice";
}

// The void lookup of an include or redirect. The first question is no term's: RFC 7208 4.6.4.
void count_missing_record(Evaluation& evaluation, const dns::Answer& answer, SpfStep& step) {
  if (step.depth == 0 || !answer.absent()) return;
  ++evaluation.check.voids;
  evaluation.note_costs(step);
}

// Fetches the record of a domain; without one the verdict is set. RFC 7208 4.3 to 4.5.
std::optional<records::spf::Record> fetch_record(Evaluation& evaluation, const std::string& domain, SpfStep& step,
                                                 Verdict& verdict) {
  const auto end = [&](SpfResult result, std::string reason) {
    verdict.result = result;
    step.result = result;
    step.reason = std::move(reason);
    return std::nullopt;
  };
  const auto name = domain_name(domain);
  if (!name) return end(SpfResult::none, "not a domain name");
  const dns::Answer& answer = evaluation.evidence.ask(*name, dns::Type::txt);
  step.answers.push_back(&answer);
  verdict.pending = answer.pending();
  if (verdict.pending) return std::nullopt;
  if (answer.failed()) return end(SpfResult::temperror, "");
  count_missing_record(evaluation, answer, step);
  std::vector<text::Source> sources = txt_sources(answer);
  std::erase_if(sources, [](const text::Source& source) { return !records::spf::is_spf(source.text); });
  if (sources.empty()) return end(SpfResult::none, "no SPF record");
  if (sources.size() > 1) return end(SpfResult::permerror, fmt::format("{} SPF records", sources.size()));
  step.record = sources.front().text;
  records::spf::Record record = records::spf::parse(std::move(sources.front()));
  if (!records::spf::is_valid(record)) return end(SpfResult::permerror, syntax_error(record));
  return record;
}

bool exceeds_lookups(Evaluation& evaluation, SpfStep& step, unsigned cost) {
  evaluation.check.lookups += cost;
  evaluation.note_costs(step);
  if (cost == 0 || evaluation.check.lookups <= spf_lookup_limit) return false;
  step.reason = fmt::format("more than {} lookups", spf_lookup_limit);
  return true;
}

// A term counts once, whatever it asks, the hosts of `mx` and the PTR of %{p} included: RFC 7208 4.6.4 limits the terms
// of which a query finds nothing. spf_tree() counts in the same way.
bool exceeds_voids(Evaluation& evaluation, SpfStep& step, const SpfQuestions& questions) {
  if (!questions.is_void) return false;
  ++evaluation.check.voids;
  evaluation.note_costs(step);
  if (evaluation.check.voids <= spf_void_limit) return false;
  step.reason = fmt::format("more than {} void lookups", spf_void_limit);
  return true;
}

// Counts the term and expands its name. Nothing when it cannot match, or it is over the limit, or %{p} has to wait:
// then `match` says which.
std::optional<std::string> begin_term(Evaluation& evaluation, SpfQuestions& questions,
                                      const records::spf::Record& record, const Term& term, SpfStep& step,
                                      SpfMatch& match) {
  match = SpfMatch::permerror;
  if (exceeds_lookups(evaluation, step, own_lookups(record, term))) return std::nullopt;
  if (!needs_lookup(term.kind)) return std::string();
  std::optional<std::string> target = expand_target(questions, record, term);
  match = questions.pending ? SpfMatch::pending : SpfMatch::no;
  if (questions.pending) return std::nullopt;
  if (!target) step.reason = "the local-part is not ASCII";
  step.target = target.value_or("");
  return target;
}

SpfMatch evaluate_mechanism(Evaluation& evaluation, const records::spf::Record& record, const Term& term,
                            SpfStep& step) {
  SpfQuestions questions{evaluation.client, evaluation.evidence, step.domain, step.answers};
  SpfMatch match = SpfMatch::no;
  const auto target = begin_term(evaluation, questions, record, term, step, match);
  if (!target) return match;
  if (term.kind == Kind::include) {
    if (exceeds_voids(evaluation, step, questions)) return SpfMatch::permerror;
    const Verdict included = evaluate_domain(evaluation, *target, step.depth + 1);
    return included.pending ? SpfMatch::pending : match_of(included.result);
  }
  match = match_mechanism(questions, term, *target, step);
  if (match == SpfMatch::pending) return match;
  return exceeds_voids(evaluation, step, questions) ? SpfMatch::permerror : match;
}

Verdict ended(const records::spf::Record& record, std::string_view mechanism, SpfResult result, SpfStep& step) {
  step.result = result;
  return {result, false, std::string(mechanism), record, step.domain};
}

// Takes the place of the record that stands at `step`: RFC 7208 6.1. Nothing when it can lead nowhere.
std::optional<Verdict> evaluate_redirect(Evaluation& evaluation, const records::spf::Record& record, const Term& term,
                                         SpfStep& step) {
  SpfQuestions questions{evaluation.client, evaluation.evidence, step.domain, step.answers};
  SpfMatch match = SpfMatch::no;
  const auto target = begin_term(evaluation, questions, record, term, step, match);
  if (match == SpfMatch::pending) return Verdict{.pending = true};
  if (match == SpfMatch::permerror || exceeds_voids(evaluation, step, questions))
    return ended(record, step.term, SpfResult::permerror, step);
  if (!target) return std::nullopt;
  Verdict verdict = evaluate_domain(evaluation, *target, step.depth + 1);
  if (verdict.pending) return verdict;
  if (verdict.result == SpfResult::none) verdict.result = SpfResult::permerror;
  if (verdict.mechanism.empty()) verdict.mechanism = step.term;
  step.result = verdict.result;
  return verdict;
}

// RFC 7208 4.6 and 4.7: the mechanisms in order, then redirect=, then neutral.
Verdict evaluate_record(Evaluation& evaluation, const records::spf::Record& record, const std::string& domain,
                        unsigned depth) {
  for (const Term& term : record.terms) {
    if (!is_mechanism(term.kind)) continue;
    SpfStep& step = evaluation.add_step(domain, depth, record.text(term.span));
    switch (evaluate_mechanism(evaluation, record, term, step)) {
      case SpfMatch::no: break;
      case SpfMatch::pending: return {.pending = true};
      case SpfMatch::temperror: return ended(record, step.term, SpfResult::temperror, step);
      case SpfMatch::permerror: return ended(record, step.term, SpfResult::permerror, step);
      case SpfMatch::yes: step.matched = true; return ended(record, step.term, result_of(term.qualifier), step);
    }
  }
  if (const Term* redirect = record.first(Kind::redirect)) {
    SpfStep& step = evaluation.add_step(domain, depth, record.text(redirect->span));
    if (auto verdict = evaluate_redirect(evaluation, record, *redirect, step)) return std::move(*verdict);
  }
  return {SpfResult::neutral, false, "default", record, domain};
}

// The lookup limit bounds the depth.
Verdict evaluate_domain(Evaluation& evaluation, const std::string& domain, unsigned depth) {
  SpfStep& step = evaluation.add_step(domain, depth);
  Verdict verdict;
  const std::optional<records::spf::Record> record = fetch_record(evaluation, domain, step, verdict);
  if (record) verdict = evaluate_record(evaluation, *record, domain, depth);
  if (!verdict.pending) step.result = verdict.result;
  return verdict;
}

void explain(SpfCheck& check, const SpfClient& client, dns::Evidence& evidence, const Verdict& verdict) {
  SpfQuestions questions{client, evidence, verdict.domain, check.explanation_answers};
  check.explanation = explanation(questions, *verdict.record);
  check.pending = questions.pending;
}

}  // namespace

SpfCheck check_host(const SpfClient& client, dns::Evidence& evidence) {
  SpfCheck check;
  Evaluation evaluation{client, evidence, check};
  const Verdict verdict = evaluate_domain(evaluation, client.domain, 0);
  check.result = verdict.result;
  check.pending = verdict.pending;
  check.mechanism = verdict.mechanism;
  if (!check.pending && check.result == SpfResult::fail) explain(check, client, evidence, verdict);
  return check;
}

}  // namespace mailauth::facts
