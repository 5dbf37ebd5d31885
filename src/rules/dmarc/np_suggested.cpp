#include "rules/dmarc/helpers/discovery.h"

#include "diagnosis/dmarc.h"

namespace mailauth::rules::dmarc_np_suggested {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  const dmarc::Record* record = facts.dmarc.at_domain.record();
  if (record == nullptr || !record->p || record->find("np") != nullptr || is_parked(facts)) return;
  const auto existing = dmarc::effective_subdomain_policy(*record);
  if (!existing || *existing == dmarc::Policy::reject || !speaks_for_subdomains(facts)) return;
  findings.add(record->source, diagnosis::end_of(*record), diagnosis::as_last_tag(*record, "np=reject"))
      .says("np=reject would stop mail from made-up subdomains and touch no real mail");
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-np-suggested",
    .severity = Severity::info,
    .title = "np= could protect subdomains that do not exist without any risk",
    .reference = "RFC 9989 4.7",
    .why = "Nobody sends mail from a name that does not exist. np=reject asks newer receivers to refuse such mail at "
           "once, long before p= or sp= can be that strict.",
    .bad = R"(@ MX 10 mail
mail A 192.0.2.25
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com")",
    .good = R"(@ MX 10 mail
mail A 192.0.2.25
_dmarc TXT "v=DMARC1; p=quarantine; np=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_np_suggested
