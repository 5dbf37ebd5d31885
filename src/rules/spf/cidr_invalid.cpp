#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_cidr_invalid {

extern const Rule rule{
    .id = "spf-cidr-invalid",
    .severity = Severity::error,
    .title = "A prefix length is not a number that the address can have",
    .reference = "RFC 7208 5.6",
    .why = "The length of a prefix is a number without leading zeros, at most 32 for IPv4 and 128 for IPv6. SPF then "
           "fails with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.0/024 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
)",
    .reports = diagnosis::Problem::cidr_invalid,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_cidr_invalid
