#include <fmt/format.h>

#include "rules/dmarc/helpers/discovery.h"

namespace mailauth::rules::dmarc_sp_ignored {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  const dmarc::Record* record = facts.dmarc.at_domain.record();
  if (record == nullptr || discovery.tree_walk.organizational_unknown || speaks_for_subdomains(facts)) return;
  if (facts::is_public_suffix(facts.domain()) || record->psd == dmarc::PublicSuffix::yes) return;
  for (const std::string_view name : {"sp", "np"})
    if (const records::Tag* tag = record->find(name))
      findings.add(record->source, tag->span, "leave this out")
          .says(fmt::format("{}= has no effect here: names below {} look at {}", name, facts.domain().text(),
                            discovery.suffix_list.organizational_domain.text()));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-sp-ignored",
    .severity = Severity::info,
    .title = "sp= or np= has no effect in the record of a subdomain",
    .reference = "RFC 9989 4.7, RFC 7489 6.3",
    .why = "Names without a record of their own use the one of the organizational domain, and not one in between. "
           "There sp= and np= decide; in the record of a subdomain nobody looks at them.",
    .bad = R"(;! --domain mail.example.com
_dmarc TXT "v=DMARC1; p=reject"
_dmarc.mail TXT "v=DMARC1; p=reject; sp=none")",
    .good = R"(;! --domain mail.example.com
_dmarc TXT "v=DMARC1; p=reject"
_dmarc.mail TXT "v=DMARC1; p=reject")",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_sp_ignored
