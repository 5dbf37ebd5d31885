#include <algorithm>

#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_parent_without_psd {

namespace {

namespace dmarc = records::dmarc;

void report(const facts::DmarcAtName& suffix, const Facts& facts, Findings& findings) {
  const dmarc::Record* own = facts.dmarc.at_domain.record();
  const std::string message = fmt::format(
      "{} publishes DMARC without psd=y, so newer receivers take it for your organization", suffix.domain.text());
  Finding& finding = own == nullptr
                         ? findings.add(facts.dmarc.at_domain.owner, dns::Type::txt)
                         : findings.add(own->source, diagnosis::end_of(*own), diagnosis::as_last_tag(*own, "psd=n"));
  finding.says(message).note(fmt::format("at _dmarc.{}: {}", suffix.domain.text(), suffix.record()->source.text));
  if (own == nullptr) finding.note("publish a DMARC record of your own that contains psd=n");
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::DmarcAtName& at : facts.dmarc.discovery.walk) {
    const dmarc::Record* record = at.record();
    if (record == nullptr || at.domain == facts.domain() || !facts::is_public_suffix(at.domain)) continue;
    if (!record->psd) report(at, facts, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-parent-without-psd",
    .severity = Severity::warning,
    .title = "A public suffix above the domain publishes DMARC without saying that it is one",
    .reference = "RFC 9989 11.8",
    .why =
        "Newer receivers find the organization by the uppermost DMARC record. Without psd=y in the record of a public "
        "suffix all its customers become one organization: mail signed by any of them aligns with your domain.",
    .bad = R"(;! --domain shop.github.io
_dmarc.github.io. TXT "v=DMARC1; p=reject"
_dmarc.shop.github.io. TXT "v=DMARC1; p=reject")",
    .good = R"(;! --domain shop.github.io
_dmarc.github.io. TXT "v=DMARC1; p=reject"
_dmarc.shop.github.io. TXT "v=DMARC1; p=reject; psd=n")",
    .check = check};

}  // namespace mailauth::rules::dmarc_parent_without_psd
