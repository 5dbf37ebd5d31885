#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/spf/helpers/elsewhere.h"

namespace mailauth::rules::spf_missing_parked {

namespace {

void check(const Facts& facts, Findings& findings) {
  if (!facts.domain_exists || !facts::is_parked(facts) || facts.spf.standing != facts::SpfStanding::none) return;
  // What was meant as SPF is reported by the rules that say what is wrong with it.
  if (!facts.spf.lookalikes.empty() || !spf_elsewhere(facts).empty() || !spf_of_type99(facts).empty()) return;
  findings.add(facts.domain(), dns::Type::txt)
      .says(fmt::format("{} looks unused, but no SPF record says that nobody sends from it", facts.domain().text()))
      .publish(facts.domain(), "v=spf1 -all");
}

}  // namespace

extern const Rule rule{
    .id = "spf-missing-parked",
    .severity = Severity::warning,
    .title = "The domain looks unused, and no SPF record says that nobody sends from it",
    .reference = "RFC 7208 10.1.2, RFC 7505 4.2",
    .why = "Forgers like domains that send no mail, because nobody watches them. A record that permits nobody has "
           "receivers refuse mail in the name of the domain.",
    .bad = R"(@ MX 0 .
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::spf_missing_parked
