#include "rules/spf/helpers/diagnoses.h"

namespace mailauth::rules::spf_domain_in_ip_mechanism {

extern const Rule rule{
    .id = "spf-domain-in-ip-mechanism",
    .severity = Severity::error,
    .title = "A host name stands where SPF wants an IP address",
    .reference = "RFC 7208 5.6",
    .why = "ip4: and ip6: take addresses, and a: takes the name of a host. SPF then fails with an error (permerror) "
           "for all mail, also from the servers that are listed correctly.",
    .bad = R"(@ TXT "v=spf1 ip4:mail.example.com -all"
mail A 192.0.2.1
)",
    .good = R"(@ TXT "v=spf1 a:mail.example.com -all"
mail A 192.0.2.1
)",
    .reports = diagnosis::Problem::domain_in_ip_mechanism,
    .check = report_diagnoses};

}  // namespace mailauth::rules::spf_domain_in_ip_mechanism
