#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_space_after_colon {

extern const Rule rule{
    .id = "spf-space-after-colon",
    .severity = Severity::error,
    .title = "A space stands inside of a term",
    .reference = "RFC 7208 12",
    .why = "Spaces separate the terms of SPF, so receivers see two terms where one was meant, and cannot read either. "
           "SPF then fails with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4: 192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::space_after_colon,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_space_after_colon
