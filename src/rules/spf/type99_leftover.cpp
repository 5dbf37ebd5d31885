#include <fmt/format.h>

#include <algorithm>

#include "rules/rule.h"
#include "rules/spf/helpers/elsewhere.h"

namespace mailauth::rules::spf_type99_leftover {

namespace {

bool is_the_record(const Facts& facts, const Source& source) {
  return std::any_of(facts.spf.records.begin(), facts.spf.records.end(),
                     [&](const records::spf::Record& record) { return record.source.text == source.text; });
}

void check(const Facts& facts, Findings& findings) {
  if (facts.spf.records.empty()) return;  // spf-type99-only
  for (const Source& source : spf_of_type99(facts)) {
    const bool same = is_the_record(facts, source);
    findings.add(source, source.whole(), "remove this record")
        .says(same ? "this record has the abolished type SPF, which nobody asks for"
                   : "this record has the abolished type SPF and says something else than the TXT that counts")
        .with(same ? Severity::info : Severity::warning);
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-type99-leftover",
    .severity = Severity::info,
    .title = "Beside the TXT there is an SPF record of the abolished type SPF",
    .reference = "RFC 7208 3.1",
    .why = "Receivers do not ask for the record type SPF (99) any more. Sooner or later somebody changes this one and "
           "wonders why nothing happens.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ SPF "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::spf_type99_leftover
