#include "rules/across/helpers/bulk_sender.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_profile_google {

namespace {

constexpr BulkSenderDemands demands{
    .profile = facts::Profile::google,
    .receiver = "Gmail",
    .consequence = "Gmail slows such mail down, puts it into the spam folder or refuses it (5.7.26).",
    .reverse_dns = true};

void check(const Facts& facts, Findings& findings) { check_demands(demands, facts, findings); }

}  // namespace

extern const Rule rule{
    .id = "x-profile-google",
    .severity = Severity::error,
    .title = "The domain does not meet what Gmail demands of bulk senders",
    .reference = "Google, Email sender guidelines, support.google.com/a/answer/81126",
    .why = "Since February 2024 whoever sends 5000 messages a day or more to Gmail accounts has to have SPF and DKIM "
           "(1024 bits or more), a DMARC record, and a From domain that aligns with one of the two; all senders need "
           "reverse DNS. Low spam rates, TLS and unsubscribing with one click are demanded too, and cannot be seen in "
           "the DNS.",
    .bad = R"(;! --profile google
@             TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = R"(;! --profile google
@             TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_dmarc        TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::across_profile_google
