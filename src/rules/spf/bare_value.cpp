#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_bare_value {

extern const Rule rule{
    .id = "spf-bare-value",
    .severity = Severity::error,
    .title = "An address or a name stands in the SPF record without a mechanism",
    .reference = "RFC 7208 4.6.1, RFC 7208 12",
    .why = "Every address needs ip4: or ip6: before it, and every name include: or a:. Without them receivers do not "
           "know what the word means. SPF then fails with an error (permerror) for all mail, also from the servers "
           "that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::bare_value,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_bare_value
