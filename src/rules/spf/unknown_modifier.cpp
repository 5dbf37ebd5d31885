#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/spf.h"
#include "rules/spf/helpers/subjects.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::spf_unknown_modifier {

namespace {

using records::spf::Term;

bool is_of_rfc_6652(std::string_view name) {
  constexpr std::array<std::string_view, 3> names{"ra", "rp", "rr"};
  return std::any_of(names.begin(), names.end(), [&](auto each) { return text::equals_ignoring_case(each, name); });
}

// A slip of the pen: what was meant has no effect.
void report_misspelt(const SpfSubject& subject, const diagnosis::Diagnosis& diagnosis, Findings& findings) {
  add(findings, subject, diagnosis.mark, diagnosis.advice).says(diagnosis.message).with(Severity::warning);
}

void look_at(const SpfSubject& subject, Findings& findings) {
  const auto diagnoses = diagnosis::diagnose(*subject.record);
  for (const diagnosis::Diagnosis& diagnosis : diagnoses)
    if (diagnosis.problem == diagnosis::Problem::unknown_modifier) report_misspelt(subject, diagnosis, findings);
  for (std::size_t at = 0; at < subject.record->terms.size(); ++at) {
    const Term& term = subject.record->terms[at];
    const auto is_about_it = [&](const diagnosis::Diagnosis& diagnosis) { return diagnosis.term == at; };
    if (term.kind != records::spf::Kind::other_modifier || is_of_rfc_6652(subject.record->text(term.name)) ||
        std::any_of(diagnoses.begin(), diagnoses.end(), is_about_it))
      continue;
    add(findings, subject, term.span, "remove this, unless somebody needs it")
        .says(fmt::format("receivers ignore {}: they do not know this modifier",
                          text::quote(subject.record->text(term.span))));
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts)) look_at(subject, findings);
}

}  // namespace

extern const Rule rule{
    .id = "spf-unknown-modifier",
    .severity = Severity::info,
    .title = "The SPF record has a modifier that receivers do not know",
    .reference = "RFC 7208 6",
    .why = "A word with '=' in it is a setting, and receivers skip those that they do not know without a word. It does "
           "no harm, unless redirect or exp was meant.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 redirct=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .reports = diagnosis::Problem::unknown_modifier,
    .check = check};

}  // namespace mailauth::rules::spf_unknown_modifier
