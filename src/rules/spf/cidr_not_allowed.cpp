#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_cidr_not_allowed {

extern const Rule rule{
    .id = "spf-cidr-not-allowed",
    .severity = Severity::error,
    .title = "A prefix length stands where SPF allows none",
    .reference = "RFC 7208 12",
    .why = "Only a, mx, ip4 and ip6 speak about networks. SPF then fails with an error (permerror) for all mail, also "
           "from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 include:_spf.example.net/24 -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::cidr_not_allowed,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_cidr_not_allowed
