#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/spf/helpers/elsewhere.h"
#include "text/quote.h"

namespace mailauth::rules::spf_type99_only {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (facts.spf.standing != facts::SpfStanding::none || !facts.spf.lookalikes.empty()) return;
  const auto sources = spf_of_type99(facts);
  if (sources.empty()) return;
  // About the name, not the record: that is not the one to be replaced.
  Finding& finding = findings.add(facts.domain(), dns::Type::spf);
  finding.says(fmt::format("the SPF record of {} has the abolished type SPF, and receivers look only for TXT",
                           facts.domain().text()));
  for (const Source& source : sources) finding.note(fmt::format("at {}: {}", source.where, text::quote(source.text)));
  if (sources.size() > 1) return;  // which one was meant nobody knows
  finding.publish(facts.domain(), sources.front().text);
  finding.fix->effect = Effect::activates;
  finding.fix->warning = "receivers begin to apply the record: see that every sender is in it";
}

}  // namespace

extern const Rule rule{
    .id = "spf-type99-only",
    .severity = Severity::error,
    .title = "The SPF record has the abolished type SPF, and receivers look only for TXT",
    .reference = "RFC 7208 3.1",
    .why =
        "The record type SPF (99) was an experiment that ended in 2014. Receivers ask for TXT only, hence the domain "
        "has no SPF: its own mail does not pass, and forged mail does not fail.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.1
@ SPF "v=spf1 mx -all"
)",
    .good = R"(@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_type99_only
