#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/spf/helpers/elsewhere.h"

namespace mailauth::rules::spf_wrong_name {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (!facts.domain_exists || !facts.spf.lookalikes.empty()) return;
  for (const Source& source : spf_elsewhere(facts)) {
    Finding& finding = findings.add(source, source.whole(), fmt::format("publish this at {}", facts.domain().text()));
    finding
        .says(fmt::format("the SPF record is at {}, and receivers look only at {}", finding.name.text(),
                          facts.domain().text()))
        .note(fmt::format("asked: {} TXT, answer: {}", facts.domain().text(),
                          facts.txt->absent() ? std::string(describe(facts.txt->outcome)) : "no SPF record"));
  }
}

}  // namespace

extern const Rule rule{.id = "spf-wrong-name",
                       .severity = Severity::error,
                       .title = "The SPF record is published at a name where receivers do not look",
                       .reference = "RFC 7208 3, RFC 7208 4.4",
                       .why = "Receivers ask for the TXT of the domain itself and nowhere else. The domain "
                              "has no SPF: its own mail does not pass, and forged mail does not fail.",
                       .bad = R"(@ MX 10 mail
mail A 192.0.2.1
_spf TXT "v=spf1 mx -all"
)",
                       .good = R"(@ MX 10 mail
mail A 192.0.2.1
@ TXT "v=spf1 mx -all"
_spf TXT "v=spf1 mx -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_wrong_name
