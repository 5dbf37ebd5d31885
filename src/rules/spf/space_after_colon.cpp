#include "rules/spf_subjects.h"

namespace mailauth::rules {

namespace {

void check(const Facts& facts, Findings& findings) { report_diagnoses(facts, findings, "spf-space-after-colon"); }

}  // namespace

extern const Rule spf_space_after_colon{
    .id = "spf-space-after-colon",
    .severity = Severity::error,
    .title = "A blank stands inside of a term",
    .reference = "RFC 7208 12",
    .why = "Blanks separate the terms of SPF, so receivers see two terms where one was meant, and cannot read either. "
           "SPF then fails with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4: 192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules
