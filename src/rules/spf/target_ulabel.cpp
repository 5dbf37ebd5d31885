#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_target_ulabel {

extern const Rule rule{
    .id = "spf-target-ulabel",
    .severity = Severity::error,
    .title = "A name in the SPF record is not written in ASCII",
    .reference = "RFC 7208 4.3, RFC 8616 4",
    .why = "The DNS knows international names only in their ASCII form, which begins with xn--. SPF then fails with an "
           "error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 include:b\195\188cher.example -all"
xn--bcher-kva.example. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:xn--bcher-kva.example -all"
xn--bcher-kva.example. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::target_ulabel,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_target_ulabel
