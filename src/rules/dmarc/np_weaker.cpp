#include <fmt/format.h>

#include "rules/dmarc/helpers/discovery.h"
#include "rules/dmarc/helpers/policy_value.h"

namespace mailauth::rules::dmarc_np_weaker {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  const dmarc::Record* record = facts.dmarc.at_domain.record();
  if (record == nullptr || !record->p || !record->np || !speaks_for_subdomains(facts)) return;
  const dmarc::Policy existing = record->sp.value_or(*record->p);
  if (*record->np >= existing) return;
  findings.add(record->source, record->find("np")->value, "write reject here")
      .says(fmt::format("made-up subdomains are protected less than real ones: np={}, but {}={}",
                        to_string(*record->np), record->sp ? "sp" : "p", to_string(existing)))
      .means(
          fmt::format("Mail forged in the name of a subdomain that does not exist is {}.", fate_of_mail(*record->np)));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-np-weaker",
    .severity = Severity::warning,
    .security = Security::weaker_than_meant,
    .title = "Subdomains that do not exist have a weaker policy than those that do",
    .reference = "RFC 9989 4.7",
    .why = "No mail is sent from a name that does not exist, so the strictest policy costs nothing there. A weaker np= "
           "leaves to forgers every name that they can make up.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; np=none; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; np=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_np_weaker
