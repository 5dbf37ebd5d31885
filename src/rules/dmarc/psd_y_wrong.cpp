#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_psd_y_wrong {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  for (const facts::DmarcAtName& at : facts.dmarc.discovery.walk) {
    const dmarc::Record* record = at.record();
    if (record == nullptr || record->psd != dmarc::PublicSuffix::yes || facts::is_public_suffix(at.domain)) continue;
    findings.add(record->source, record->find("psd")->span, "leave this out")
        .says(fmt::format("{} is no public suffix, but psd=y says that it is one", at.domain.text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-psd-y-wrong",
    .severity = Severity::error,
    .title = "psd=y stands in a record that is not the one of a public suffix",
    .reference = "RFC 9989 4.10.2, 5.2",
    .why = "psd=y is for registries such as co.uk. It makes every name directly below an organization of its own: mail "
           "that is signed by this domain no longer passes for its subdomains, and sp= does not reach them.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; psd=y; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_psd_y_wrong
