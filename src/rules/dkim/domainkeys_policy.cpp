#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_domainkeys_policy {

namespace {

void check(const Facts& facts, Findings& findings) {
  const dns::Answer* answer = facts.dkim.domainkey;
  if (answer == nullptr || !answer->found()) return;
  for (const Source& source : txt_sources(*answer)) {
    const records::TagList list = records::parse_tag_list(source.text);
    const records::Tag* policy = records::find_tag(source, list, "o", records::NameCase::sensitive);
    if (policy == nullptr) continue;
    findings.add(source, policy->span, "nobody reads this any more: remove the record")
        .says("there is a policy of DomainKeys, which came before DKIM")
        .means("It has no effect.");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-domainkeys-policy",
    .severity = Severity::info,
    .title = "There is an old DomainKeys policy at _domainkey",
    .reference = "RFC 4870 3.6, RFC 6376 C.1",
    .why = "Before DKIM there was DomainKeys, with a policy at this name. Nobody reads it any more; what a domain says "
           "about its mail today is its DMARC record.",
    .bad = SAMPLE_SPF_AND_DMARC "_domainkey TXT \"t=y; o=~\"",
    .good = SAMPLE_SPF_AND_DMARC "s1._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"",
    .check = check};

}  // namespace mailauth::rules::dkim_domainkeys_policy
