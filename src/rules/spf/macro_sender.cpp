#include <fmt/format.h>

#include "diagnosis/spf_macro_use.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_macro_sender {

namespace {

// In exp= they only make a text.
void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts))
    for (const diagnosis::MacroUse& use : diagnosis::macros_of(*subject.record, "sloh"))
      if (use.term->kind != records::spf::Kind::exp)
        add(findings, subject, use.macro.span, "use %{i} or %{d} here, unless single senders must differ")
            .says(fmt::format("{} makes the answer depend on the sender's address or greeting",
                              text::quote(subject.record->text(use.macro.span))));
}

}  // namespace

extern const Rule rule{
    .id = "spf-macro-sender",
    .severity = Severity::info,
    .title = "The SPF record asks another question for each sender",
    .reference = "RFC 7208 7.3, RFC 8616 4",
    .why = "The DNS cannot keep such answers for the next mail, and anybody who can send with made-up names makes "
           "receivers ask as often as he likes. Senders whose address is not ASCII never match.",
    .bad = R"(@ TXT "v=spf1 exists:%{l}.users.example.net -all"
)",
    .good = R"(@ TXT "v=spf1 exists:%{i}.allow.example.net -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_macro_sender
