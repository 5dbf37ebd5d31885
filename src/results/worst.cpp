#include "results/worst.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "report/verdict_words.h"
#include "results/count_text.h"
#include "results/outcome.h"

namespace mailauth::results {

namespace {

using report::Ink;
using report::Pen;
using rules::Forgery;
using rules::OwnMail;

unsigned harm(const Word<OwnMail>& own_mail) {
  if (own_mail == OwnMail::fails) return 2;
  return own_mail == OwnMail::at_risk ? 1 : 0;
}

unsigned harm(const Word<Forgery>& forgery) {
  if (forgery == Forgery::anyone) return 2;
  return forgery == Forgery::partly ? 1 : 0;
}

unsigned harm(const WorstDomain& domain) { return harm(domain.own_mail) + harm(domain.forgery); }

bool is_worse(const WorstDomain& a, const WorstDomain& b) {
  const auto rank = [](const WorstDomain& of) { return std::tuple(harm(of), harm(of.own_mail), of.errors); };
  return rank(a) != rank(b) ? rank(a) > rank(b) : a.domain < b.domain;
}

template <class Value>
std::string words_of(const Word<Value>& word) {
  return std::string(word.value() ? report::answer(*word.value()).word : "not known");
}

}  // namespace

void Worst::add(const Result& result) {
  if (outcome_of(result) != Outcome::errors) return;
  insert({result.domain, result.forgery, result.own_mail, result.errors});
}

void Worst::add(const Worst& others) {
  for (const WorstDomain& domain : others.domains_) insert(domain);
}

void Worst::insert(WorstDomain domain) {
  if (domains_.size() == worst_shown && !is_worse(domain, domains_.back())) return;
  domains_.insert(std::ranges::upper_bound(domains_, domain, is_worse), std::move(domain));
  if (domains_.size() > worst_shown) domains_.pop_back();
}

std::string to_text(const Worst& worst, const report::TextStyle& style) {
  if (worst.domains().empty()) return "";
  const Pen pen(style);
  const auto row = [](std::string_view domain, std::string_view forgery, std::string_view own_mail,
                      std::string_view errors, std::size_t width) {
    return fmt::format("  {:<{}}  {:<16}  {:<23}  {:>6}\n", domain, width, forgery, own_mail, errors);
  };
  std::size_t width = 5;
  for (const WorstDomain& domain : worst.domains()) width = std::max(width, pen.display(domain.domain).size());
  width = std::min<std::size_t>(width, style.width > 76 ? style.width - 53 : 23);
  std::string out = pen.paint(Ink::bold, row("worst", "can it be forged", "will its own mail pass", "errors", width));
  for (const WorstDomain& domain : worst.domains())
    out += row(pen.display(domain.domain), words_of(domain.forgery), words_of(domain.own_mail), grouped(domain.errors),
               width);
  return out;
}

}  // namespace mailauth::results
