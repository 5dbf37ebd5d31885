#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_unrelated_txt {

namespace {

void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  if (at.records.empty()) return;  // dns-txt-not-a-policy
  for (const Source& source : at.unrelated)
    findings.add(source, source.whole(), "remove this record")
        .says(fmt::format("beside the DMARC record at {} stands a TXT that is none", at.owner.text()));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-unrelated-txt",
    .severity = Severity::info,
    .title = "Beside the DMARC record stands a TXT that is none",
    .reference = "RFC 9989 4.10",
    .why = "Receivers pass over what does not begin with v=DMARC1, so the policy is in force all the same. The other "
           "TXT is of no use at this name and makes the answer longer.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
_dmarc TXT "site-verification=1234")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_unrelated_txt
