#include <fmt/format.h>

#include "records/spf_macro.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_exists_constant {

namespace {

using records::spf::Term;

bool is_constant(const records::spf::Record& record, const Term& term) {
  return term.kind == records::spf::Kind::exists && term.flaw == records::spf::Flaw::none &&
         !has_macro(records::spf::parse_macro_string(record.source.text, term.value));
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : single_spf_subjects(facts))
    for (const Term& term : subject.record->terms)
      if (is_constant(*subject.record, term))
        add(findings, subject, term.value, "put %{i} into the name, or remove this")
            .says(fmt::format("{} is true for every sender or for none", text::quote(subject.record->text(term.span))));
}

}  // namespace

extern const Rule rule{
    .id = "spf-exists-constant",
    .severity = Severity::warning,
    .title = "exists: in the SPF record asks the same for every sender",
    .reference = "RFC 7208 5.7",
    .why = "exists: matches when a name has an address. Without a macro the name is the same for everybody: either "
           "every server in the world passes, or none.",
    .bad = R"(@ TXT "v=spf1 exists:allow.example.net -all"
allow.example.net. A 192.0.2.1
)",
    .good = R"(@ TXT "v=spf1 exists:%{i}.allow.example.net -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_exists_constant
