#include "rules/dmarc/helpers/swallowed_tags.h"

namespace mailauth::rules::dmarc_missing_semicolon {

namespace {

void check(const Facts& facts, Findings& findings) {
  report_swallowed_tags(facts, Separator::blank, "';' is missing", findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-missing-semicolon",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "Two tags have only a space between them, where ';' belongs",
    .reference = "RFC 9989 4.8",
    .why = "Without the ';' a tag becomes part of the value of the one before it. Receivers then find a policy, a "
           "version or "
           "an address that does not exist, and all that were tested ignore the record or its policy.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force | Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_missing_semicolon
