#include "rules/dmarc/helpers/missing_reports.h"

namespace mailauth::rules::dmarc_rua_missing {

namespace {

void check(const Facts& facts, Findings& findings) { report_missing_rua(facts, Purpose::policy, findings); }

}  // namespace

extern const Rule rule{
    .id = "dmarc-rua-missing",
    .severity = Severity::warning,
    .title = "The record asks for no reports: rua= is missing",
    .reference = "RFC 9989 4.7",
    .why =
        "Receivers send a daily summary of what they got in the domain's name to the addresses in rua=. It is the only "
        "way "
        "to notice that a service of your own fails DMARC, or that somebody forges your mail, and the basis on which a "
        "stricter policy can be decided.",
    .bad = R"(
@      MX  10 mail
mail   A   192.0.2.25
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(
@      MX  10 mail
mail   A   192.0.2.25
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .rungs = Rung::weak_policy | Rung::lacks_of_a_sender,
    .wish = Wish::reports,
    .check = check};

}  // namespace mailauth::rules::dmarc_rua_missing
