#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_ruf_on_psd {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"ruf"}, [&](const DmarcTag& tag) {
    if (tag.record().psd == records::dmarc::PublicSuffix::yes)
      add(findings, tag.subject, tag.tag.span, "leave this out");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-ruf-on-psd",
    .severity = Severity::error,
    .title = "A public suffix must not ask for failure reports, so ruf= is ignored",
    .reference = "RFC 9991 2",
    .why =
        "With psd=y the record speaks for names of many organizations, whose mail a registry must not see. Receivers "
        "send no failure reports for such a record.",
    .bad = R"(
;! --domain co.uk
_dmarc.co.uk. TXT "v=DMARC1; p=none; psd=y; rua=mailto:a@nic.co.uk; ruf=mailto:a@nic.co.uk"
)",
    .good = R"(
;! --domain co.uk
_dmarc.co.uk. TXT "v=DMARC1; p=none; psd=y; rua=mailto:a@nic.co.uk"
)",
    .check = check};

}  // namespace mailauth::rules::dmarc_ruf_on_psd
