#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_ip_in_domain_mechanism {

extern const Rule rule{
    .id = "spf-ip-in-domain-mechanism",
    .severity = Severity::error,
    .title = "An IP address stands where SPF wants a domain",
    .reference = "RFC 7208 5, RFC 7208 7.1",
    .why = "Only ip4: and ip6: take addresses; an address in any other term is an error. SPF then fails (permerror) "
           "for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 a:192.0.2.1 -all"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
    .reports = diagnosis::Problem::ip_in_domain_mechanism,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_ip_in_domain_mechanism
