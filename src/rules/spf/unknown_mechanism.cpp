#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_unknown_mechanism {

extern const Rule rule{
    .id = "spf-unknown-mechanism",
    .severity = Severity::error,
    .title = "The SPF record has a word that SPF does not know",
    .reference = "RFC 7208 4.6.1",
    .why = "Receivers check the whole record before they use any of it. One word that they cannot read makes SPF fail "
           "with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ipv4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::unknown_mechanism,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_unknown_mechanism
