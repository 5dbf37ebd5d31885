#include <fmt/format.h>

#include "diagnosis/pasted.h"
#include "rules/dns/helpers/policy_texts.h"
#include "rules/rule.h"
#include "text/quote.h"

namespace mailauth::rules::dns_txt_host_label {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const diagnosis::NotARecord& wrong : not_records(facts)) {
    if (wrong.pasted != diagnosis::Pasted::host_label) continue;
    findings.add(wrong.source, wrong.excess, "write the record itself here")
        .says(fmt::format("the value of the TXT is the name {}, not a record", text::quote(wrong.source.text)));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-host-label",
    .severity = Severity::error,
    .title = "The value of the TXT record is a name instead of a policy",
    .reference = "RFC 9989 4.7, RFC 6376 3.6.1, RFC 7208 4.5",
    .why = "What belongs into the field for the name was pasted into the field for the value. Receivers find no policy "
           "in it: it is as if nothing were published.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc TXT "_dmarc.example.com"
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::dns_txt_host_label
