#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_modifier_as_mechanism {

extern const Rule rule{
    .id = "spf-modifier-as-mechanism",
    .severity = Severity::error,
    .title = "redirect or exp is written with ':' instead of '='",
    .reference = "RFC 7208 6.1, RFC 7208 6.2",
    .why = "redirect and exp are modifiers: their name ends with '='. With ':' they are mechanisms that do not exist. "
           "SPF then fails with an error (permerror) for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 redirect:_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 redirect=_spf.example.net"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::modifier_as_mechanism,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_modifier_as_mechanism
