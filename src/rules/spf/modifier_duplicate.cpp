#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_modifier_duplicate {

extern const Rule rule{
    .id = "spf-modifier-duplicate",
    .severity = Severity::error,
    .title = "redirect or exp is there more than once",
    .reference = "RFC 7208 6",
    .why = "Each of the two may be there once. Most receivers fail SPF with an error (permerror) for all mail, also "
           "from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 redirect=_spf.example.net redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.2 -all"
)",
    .reports = diagnosis::Problem::modifier_duplicate,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_modifier_duplicate
