#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_multistring_join {

extern const Rule rule{
    .id = "spf-multistring-join",
    .severity = Severity::error,
    .title = "Two strings of the record run together",
    .reference = "RFC 7208 3.3",
    .why = "A long record is published as several strings, and receivers join them with nothing between. Without a "
           "space at the end of the first string the last word of one and the first word of the next become a single "
           "word that is wrong.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1" "ip4:192.0.2.2 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 " "ip4:192.0.2.2 -all"
)",
    .reports = diagnosis::Problem::multistring_join,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_multistring_join
