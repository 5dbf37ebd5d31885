#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_url_or_email_target {

extern const Rule rule{
    .id = "spf-url-or-email-target",
    .severity = Severity::error,
    .title = "A web or mail address stands where SPF wants a domain",
    .reference = "RFC 7208 4.8, RFC 7208 5.2",
    .why = "Receivers look up the whole text as a name of the DNS, and find nothing. After an include that is an "
           "error: SPF fails (permerror) for all mail that is not permitted by an earlier term.",
    .bad = R"(@ TXT "v=spf1 include:https://_spf.example.net/ -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 include:_spf.example.net -all"
_spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::url_or_email_target,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_url_or_email_target
