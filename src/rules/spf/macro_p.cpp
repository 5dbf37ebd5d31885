#include <fmt/format.h>

#include "diagnosis/spf_macro_use.h"
#include "rules/spf/helpers/subjects.h"
#include "text/quote.h"

namespace mailauth::rules::spf_macro_p {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts))
    for (const diagnosis::MacroUse& use : diagnosis::macros_of(*subject.record, "p"))
      add(findings, subject, use.macro.span, "use %{i} here, or list the servers as ip4: and ip6:")
          .says(fmt::format("{} asks for the name of the sending server by its address",
                            text::quote(subject.record->text(use.macro.span))));
}

}  // namespace

extern const Rule rule{
    .id = "spf-macro-p",
    .severity = Severity::warning,
    .title = "The SPF record depends on the reverse DNS of the sending server",
    .reference = "RFC 7208 7.2, RFC 7208 7.3",
    .why = "%{p} is slow and unreliable, and RFC 7208 asks not to use it. Where the name cannot be confirmed the macro "
           "becomes 'unknown', and the term that has it finds nothing.",
    .bad = R"(@ TXT "v=spf1 exists:%{p}.allow.example.net -all"
)",
    .good = R"(@ TXT "v=spf1 exists:%{i}.allow.example.net -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_macro_p
