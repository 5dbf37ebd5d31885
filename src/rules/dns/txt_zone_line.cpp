#include "rules/rule.h"

#include "diagnosis/pasted.h"
#include "rules/dns/helpers/policy_texts.h"

namespace mailauth::rules::dns_txt_zone_line {

namespace {

void check(const Facts& facts, Findings& findings) {
  for (const diagnosis::NotARecord& wrong : not_records(facts)) {
    if (wrong.pasted != diagnosis::Pasted::zone_line) continue;
    Finding& finding = findings.add(wrong.source, wrong.excess, "remove this: only what follows is the record");
    finding.says("the value of the TXT is a whole line of a zone file");
    if (wrong.source.text.ends_with('"'))
      finding.mark({wrong.source.whole().end - 1, wrong.source.whole().end}, "remove this quote too");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-txt-zone-line",
    .severity = Severity::error,
    .title = "The value of the TXT record is a whole line of a zone file",
    .reference = "RFC 1035 5.1, RFC 9989 4.7, RFC 7208 4.5",
    .why =
        "A line of a zone file names the record, its type and its value; a DNS panel wants only the value. Receivers "
        "look at the beginning of the text, find no policy there and ignore it.",
    .bad = R"(@ TXT "v=spf1 -all"
_dmarc TXT "_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=reject\""
)",
    .good = R"(@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .rungs = Rung::no_policy_in_force | Rung::key_not_readable | Rung::no_spf_in_force,
    .check = check};

}  // namespace mailauth::rules::dns_txt_zone_line
