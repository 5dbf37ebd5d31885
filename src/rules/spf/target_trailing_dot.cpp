#include <fmt/format.h>

#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_target_trailing_dot {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts))
    for (const records::spf::Term& term : subject.record->terms) {
      if (term.flaw != records::spf::Flaw::none || !needs_lookup(term.kind)) continue;
      if (!subject.record->text(term.value).ends_with('.')) continue;
      add(findings, subject, {term.value.end - 1, term.value.end}, "remove this dot")
          .says(
              fmt::format("{} ends with a dot, which SPF does not need", text::quote(subject.record->text(term.span))));
    }
}

}  // namespace

extern const Rule rule{
    .id = "spf-target-trailing-dot",
    .severity = Severity::info,
    .title = "A name in the SPF record ends with a dot",
    .reference = "RFC 7208 7.3",
    .why = "Names in SPF are always complete. Receivers accept the dot, but RFC 7208 asks not to publish it, and some "
           "checking tools stumble over it.",
    .bad = R"(@ TXT "v=spf1 include:_spf.example.net. -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_target_trailing_dot
