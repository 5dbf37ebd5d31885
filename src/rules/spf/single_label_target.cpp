#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_single_label_target {

extern const Rule rule{
    .id = "spf-single-label-target",
    .severity = Severity::error,
    .title = "A name in the SPF record is not a full domain name",
    .reference = "RFC 7208 7.1",
    .why = "Names in SPF are always complete, as no part of the DNS is added to them. SPF then fails with an error "
           "(permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 include:_spf -all"
_spf TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.com -all"
_spf TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::single_label_target,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_single_label_target
