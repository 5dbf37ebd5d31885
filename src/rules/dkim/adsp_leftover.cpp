#include "rules/rule.h"
#include "rules/samples.h"

namespace mailauth::rules::dkim_adsp_leftover {

namespace {

void check(const Facts& facts, Findings& findings) {
  const dns::Answer* answer = facts.dkim.adsp;
  if (answer == nullptr || !answer->found()) return;
  for (const Source& source : txt_sources(*answer)) {
    const records::TagList list = records::parse_tag_list(source.text);
    const records::Tag* practice = records::find_tag(source, list, "dkim", records::NameCase::ignored);
    if (practice == nullptr) continue;
    findings.add(source, practice->span, "nobody reads this any more: remove the record")
        .says("there is a policy of ADSP, which came before DMARC")
        .means("It has no effect.");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dkim-adsp-leftover",
    .severity = Severity::info,
    .title = "There is an old ADSP policy at _adsp._domainkey",
    .reference = "RFC 5617 4.2, RFC 9989 C.8",
    .why =
        "ADSP said what to do with mail that is not signed. It has been historic since 2013 and nobody reads it; what "
        "a domain says about its mail today is its DMARC record.",
    .bad = SAMPLE_SPF_AND_DMARC "_adsp._domainkey TXT \"dkim=all\"",
    .good = SAMPLE_SPF_AND_DMARC "s1._domainkey TXT \"v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048 "\"",
    .check = check};

}  // namespace mailauth::rules::dkim_adsp_leftover
