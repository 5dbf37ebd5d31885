#include <fmt/format.h>

#include "rules/authentication.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::spf_softfail_unenforced {

namespace {

using records::spf::Qualifier;

void check(const Facts& facts, Findings& findings) {
  if (facts.spf.standing != facts::SpfStanding::usable || facts.dmarc.discovery.unknown()) return;
  const auto in_force = policy_in_force(facts);
  const bool enforced = in_force && in_force->policy != records::dmarc::Policy::none;
  const records::spf::Record& record = facts.spf.records.front();
  const records::spf::Term* all = record.first(records::spf::Kind::all);
  if (enforced || all == nullptr || all->qualifier != Qualifier::softfail) return;
  findings.add(record.source, all->span, "keep this, and enforce DMARC")
      .says(fmt::format("{} only makes forged mail suspicious, and no DMARC policy asks for more",
                        record.text(all->span)));
}

}  // namespace

extern const Rule rule{
    .id = "spf-softfail-unenforced",
    .severity = Severity::info,
    .title = "~all alone lets forged mail through",
    .reference = "RFC 7208 8.5, RFC 9989 7.1",
    .why = "Mail from servers that are not listed is only suspicious: most receivers put it into the spam folder at "
           "best. Only a DMARC policy of quarantine or reject has them act on it; then ~all is the better choice.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
)",
    .check = check};

}  // namespace mailauth::rules::spf_softfail_unenforced
