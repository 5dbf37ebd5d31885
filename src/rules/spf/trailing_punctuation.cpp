#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_trailing_punctuation {

extern const Rule rule{
    .id = "spf-trailing-punctuation",
    .severity = Severity::error,
    .title = "Punctuation stands where SPF wants only a space",
    .reference = "RFC 7208 12",
    .why = "The terms of SPF are separated by spaces and nothing else. Any other character becomes part of a term and "
           "makes it unreadable: SPF then fails with an error (permerror) for all mail, also from the servers that are "
           "listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1, ip4:192.0.2.2 -all;"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"
)",
    .reports = diagnosis::Problem::trailing_punctuation,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_trailing_punctuation
