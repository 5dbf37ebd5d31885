#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_dual_cidr_slash {

extern const Rule rule{
    .id = "spf-dual-cidr-slash",
    .severity = Severity::error,
    .title = "An IPv6 prefix length follows a single slash",
    .reference = "RFC 7208 5.6",
    .why = "In a and mx one slash begins the prefix length for IPv4, which ends at 32, and two slashes that for IPv6. "
           "SPF then fails with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 a/64 -all"
@ A 192.0.2.1
@ AAAA 2001:db8::1
)",
    .good = R"(@ TXT "v=spf1 a//64 -all"
@ A 192.0.2.1
@ AAAA 2001:db8::1
)",
    .reports = diagnosis::Problem::dual_cidr_slash,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_dual_cidr_slash
