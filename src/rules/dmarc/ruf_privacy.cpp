#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_ruf_privacy {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"ruf"}, [&](const DmarcTag& tag) {
    if (tag.record().psd == records::dmarc::PublicSuffix::yes) return;  // dmarc-ruf-on-psd
    add(findings, tag.subject, tag.tag.span, "leave this out unless somebody reads these reports")
        .says("failure reports can contain parts of people's mail, and few receivers send them");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-ruf-privacy",
    .severity = Severity::info,
    .title = "The record asks for failure reports, which can contain parts of mail",
    .reference = "RFC 9991 7, RFC 9989 11.6",
    .why = "A failure report is about one message and can hold its headers, addresses and text. Who gets them has to "
           "treat them like mail; because of that most large receivers send none.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com; ruf=mailto:a@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_ruf_privacy
