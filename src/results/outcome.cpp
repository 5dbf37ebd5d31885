#include "results/outcome.h"

#include <fmt/format.h>

#include <numeric>

#include "results/count_text.h"

namespace mailauth::results {

Outcome outcome_of(const Result& result) {
  if (!result.complete) return Outcome::not_known;
  if (!result.exists || result.own_mail == rules::OwnMail::not_sent) return Outcome::no_mail;
  return result.errors > 0 ? Outcome::errors : Outcome::ok;
}

std::string_view word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::ok: return "ok";
    case Outcome::errors: return "errors";
    case Outcome::no_mail: return "no_mail";
    case Outcome::not_known: return "not_known";
  }
  return "";
}

std::string_view title_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::no_mail: return "no mail";
    case Outcome::not_known: return "not known";
    default: return word_of(outcome);
  }
}

void OutcomeCounts::add(const OutcomeCounts& others) {
  for (std::size_t at = 0; at < counts_.size(); ++at) counts_[at] += others.counts_[at];
}

std::size_t OutcomeCounts::domains() const { return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0}); }

std::string to_text(const OutcomeCounts& counts) {
  std::string text;
  for (const Outcome outcome : outcomes)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", title_of(outcome), grouped(counts.of(outcome)));
  return text;
}

}  // namespace mailauth::results
