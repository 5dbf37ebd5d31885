#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_ip4_malformed {

extern const Rule rule{
    .id = "spf-ip4-malformed",
    .severity = Severity::error,
    .title = "What follows ip4: is not an IPv4 address or network",
    .reference = "RFC 7208 5.6",
    .why = "SPF knows four numbers with dots between and a prefix length, and no other way to write addresses: no "
           "ranges, no asterisk, no leading zeros. SPF then fails with an error (permerror) for all mail, also from "
           "the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.* -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.0/24 -all"
)",
    .reports = diagnosis::Problem::ip4_malformed,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_ip4_malformed
