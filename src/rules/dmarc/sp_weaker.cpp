#include <fmt/format.h>

#include "rules/dmarc/helpers/discovery.h"
#include "rules/dmarc/helpers/policy_value.h"

namespace mailauth::rules::dmarc_sp_weaker {

namespace {

namespace dmarc = records::dmarc;

void check(const Facts& facts, Findings& findings) {
  const dmarc::Record* record = facts.dmarc.at_domain.record();
  if (record == nullptr || !record->p || !record->sp || *record->sp >= *record->p) return;
  // Receivers look at sp= only where the record of the organizational domain stands.
  if (!speaks_for_subdomains(facts)) return;
  findings
      .add(record->source, record->find("sp")->value,
           fmt::format("write {} here, or leave sp= out", to_string(*record->p)))
      .says(fmt::format("subdomains are protected less than {} itself: sp={}, but p={}", facts.domain().text(),
                        to_string(*record->sp), to_string(*record->p)))
      .means(fmt::format("Mail forged in the name of any subdomain, also of one that does not exist, is {}.",
                         fate_of_mail(*record->sp)));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-sp-weaker",
    .severity = Severity::warning,
    .security = Security::weaker_than_meant,
    .title = "Subdomains have a weaker policy than the domain itself",
    .reference = "RFC 9989 4.7",
    .why = "People who forge mail take the weakest name: accounts.example.com looks as good as example.com to most "
           "readers. "
           "A weaker sp= makes sense only while subdomains that really send are being set up.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::weak_policy,
    .wish = Wish::drop_subdomain_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_sp_weaker
