#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_syntax_error {

extern const Rule rule{
    .id = "spf-syntax-error",
    .severity = Severity::error,
    .title = "A term of the SPF record is malformed",
    .reference = "RFC 7208 4.6, RFC 7208 12",
    .why = "Receivers check the whole record before they use any of it. One word that they cannot read makes SPF fail "
           "with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 include: ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::syntax_error,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_syntax_error
