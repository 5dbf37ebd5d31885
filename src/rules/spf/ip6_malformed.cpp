#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_ip6_malformed {

extern const Rule rule{
    .id = "spf-ip6-malformed",
    .severity = Severity::error,
    .title = "What follows ip6: is not an IPv6 address or network",
    .reference = "RFC 7208 5.6, RFC 4291 2.2",
    .why = "An IPv6 address is written without brackets, without a zone and with at most one '::'. SPF then fails with "
           "an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip6:[2001:db8::1] -all"
)",
    .good = R"(@ TXT "v=spf1 ip6:2001:db8::1 -all"
)",
    .reports = diagnosis::Problem::ip6_malformed,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_ip6_malformed
