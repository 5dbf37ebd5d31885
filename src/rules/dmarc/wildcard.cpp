#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_wildcard {

namespace {

void check(const Facts& facts, Findings& findings) {
  const dns::Answer* wildcard = facts.dmarc.wildcard;
  if (wildcard == nullptr || !wildcard->found()) return;
  for (Source source : txt_sources(*wildcard)) {
    if (!records::dmarc::is_dmarc(source)) continue;
    source.where = fmt::format("*.{} TXT", facts.domain().text());
    findings.add(source, source.whole(), "publish this at the names that need it")
        .says(fmt::format("every name below {} seems to have a DMARC record of its own", facts.domain().text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-wildcard",
    .severity = Severity::warning,
    .title = "A wildcard answers with a DMARC record for every name",
    .reference = "RFC 9989 4.10.1, RFC 7489 6.6.3",
    .why = "Receivers take the answer for a record that was published for the name. So sp= and np= of the real record "
           "are never looked at, and nobody can tell which names have a policy.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
* TXT "v=DMARC1; p=none")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_wildcard
