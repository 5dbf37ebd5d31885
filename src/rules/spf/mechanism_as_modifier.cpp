#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_mechanism_as_modifier {

extern const Rule rule{
    .id = "spf-mechanism-as-modifier",
    .severity = Severity::error,
    .title = "A term has '=' instead of ':' and is ignored",
    .reference = "RFC 7208 4.6.1, RFC 7208 6",
    .why = "With '=' a term is a setting that receivers do not know, and what they do not know they skip without a "
           "word. The servers that the term should permit are not permitted: their mail fails SPF.",
    .bad = R"(@ TXT "v=spf1 ip4=192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::mechanism_as_modifier,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_mechanism_as_modifier
