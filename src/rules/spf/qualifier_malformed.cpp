#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_qualifier_malformed {

extern const Rule rule{
    .id = "spf-qualifier-malformed",
    .severity = Severity::error,
    .title = "A qualifier is doubled, detached or none that SPF knows",
    .reference = "RFC 7208 4.6.1",
    .why = "A mechanism may have one of + - ~ ? directly before its name. SPF then fails with an error (permerror) for "
           "all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 - all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::qualifier_malformed,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_qualifier_malformed
