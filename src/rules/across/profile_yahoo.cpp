#include "rules/across/helpers/bulk_sender.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_profile_yahoo {

namespace {

constexpr BulkSenderDemands demands{.profile = facts::Profile::yahoo,
                                    .receiver = "Yahoo",
                                    .consequence = "Yahoo puts such mail off or refuses it (554 5.7.9).",
                                    .reverse_dns = true};

void check(const Facts& facts, Findings& findings) { check_demands(demands, facts, findings); }

}  // namespace

extern const Rule rule{
    .id = "x-profile-yahoo",
    .severity = Severity::error,
    .title = "The domain does not meet what Yahoo demands of bulk senders",
    .reference = "Yahoo Sender Hub, Sender best practices, senders.yahooinc.com/best-practices",
    .why = "Since February 2024 bulk senders to Yahoo and AOL have to have SPF and DKIM, and a DMARC record that "
           "passes, with relaxed alignment at least; all senders need reverse DNS. Low spam rates and an easy way to "
           "unsubscribe are demanded too, and cannot be seen in the DNS.",
    .bad = R"(;! --profile yahoo
@             TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = R"(;! --profile yahoo
@             TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_dmarc        TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::across_profile_yahoo
