#include "rules/across/helpers/bulk_sender.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::across_profile_microsoft {

namespace {

constexpr BulkSenderDemands demands{.profile = facts::Profile::microsoft,
                                    .receiver = "Outlook.com",
                                    .consequence = "Outlook.com refuses such mail: 550 5.7.515 Access denied.",
                                    .reverse_dns = false};

void check(const Facts& facts, Findings& findings) { check_demands(demands, facts, findings); }

}  // namespace

extern const Rule rule{
    .id = "x-profile-microsoft",
    .severity = Severity::error,
    .title = "The domain does not meet what Outlook.com demands of bulk senders",
    .reference = "Microsoft, Strengthening Email Ecosystem: Outlook's New Requirements for High-Volume Senders",
    .why = "Since 5 May 2025 a domain that sends more than 5000 messages a day to outlook.com, hotmail.com and "
           "live.com has to pass SPF and DKIM, both, and to have a DMARC record, p=none or more, that aligns with one "
           "of the two. Mail that does not is refused.",
    .bad = R"(;! --profile microsoft
@             TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"(")",
    .good = R"(;! --profile microsoft
@             TXT "v=spf1 ip4:192.0.2.1 -all"
s1._domainkey TXT "v=DKIM1; k=rsa; p=)" SAMPLE_RSA_2048 R"("
_dmarc        TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::across_profile_microsoft
