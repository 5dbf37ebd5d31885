#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_empty_or_long_label {

extern const Rule rule{
    .id = "spf-empty-or-long-label",
    .severity = Severity::error,
    .title = "A name in the SPF record cannot exist in the DNS",
    .reference = "RFC 7208 4.8, RFC 1035 2.3.4",
    .why = "No part of a name may be empty or longer than 63 characters. What then happens is not defined: some "
           "receivers skip the term, others fail SPF with an error (permerror) for all mail.",
    .bad = R"(@ TXT "v=spf1 include:_spf..example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::empty_or_long_label,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_empty_or_long_label
