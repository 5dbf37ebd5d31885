#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_ip_family_mismatch {

extern const Rule rule{
    .id = "spf-ip-family-mismatch",
    .severity = Severity::error,
    .title = "ip4 has an IPv6 address, or ip6 an IPv4 address",
    .reference = "RFC 7208 5.6",
    .why = "Most receivers take it for a syntax error and fail SPF (permerror) for all mail; others skip the term, so "
           "that the server that it names is not permitted.",
    .bad = R"(@ TXT "v=spf1 ip4:2001:db8::1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip6:2001:db8::1 -all"
)",
    .reports = diagnosis::Problem::ip_family_mismatch,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_ip_family_mismatch
