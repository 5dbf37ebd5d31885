#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_modifier_not_last {

namespace {

using records::spf::Kind;
using records::spf::Term;

bool is_modifier(const Term& term) { return term.kind == Kind::redirect || term.kind == Kind::exp; }

// Beside `all` a redirect has no effect wherever it stands: spf-redirect-with-all.
bool is_out_of_place(const records::spf::Record& record, const Term& term) {
  if (!is_modifier(term) || (term.kind == Kind::redirect && record.first(Kind::all) != nullptr)) return false;
  return !is_modifier(record.terms.back());
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts)) {
    if (!is_valid(*subject.record)) continue;
    for (const Term& term : subject.record->terms)
      if (is_out_of_place(*subject.record, term))
        add(findings, subject, term.span, "move this to the end of the record")
            .says(fmt::format("{} stands before other terms, and takes effect only after them",
                              text::quote(subject.record->text(term.span))));
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-modifier-not-last",
    .severity = Severity::info,
    .title = "redirect or exp stands before other terms",
    .reference = "RFC 7208 6",
    .why =
        "The two take effect after all mechanisms, wherever they stand. At the end of the record people read them in "
        "the order in which receivers do.",
    .bad = R"(@ TXT "v=spf1 redirect=_spf.example.net ip4:192.0.2.1"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_modifier_not_last
