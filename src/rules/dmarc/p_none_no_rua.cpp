#include "rules/dmarc/helpers/missing_reports.h"

namespace mailauth::rules::dmarc_p_none_no_rua {

namespace {

void check(const Facts& facts, Findings& findings) { report_missing_rua(facts, Purpose::none, findings); }

}  // namespace

extern const Rule rule{
    .id = "dmarc-p-none-no-rua",
    .severity = Severity::warning,
    .title = "The record asks for nothing: neither a policy nor reports",
    .reference = "RFC 9989 4.7, 5.1.4",
    .why = "p=none changes nothing for mail; its only use are the reports. Without rua= nobody gets any, so the record "
           "has no effect beyond being there, and nobody learns who sends in the name of the domain.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.25
_dmarc TXT "v=DMARC1; p=none")",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .wish = Wish::reports,
    .check = check};

}  // namespace mailauth::rules::dmarc_p_none_no_rua
