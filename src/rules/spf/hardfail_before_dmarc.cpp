#include <fmt/format.h>

#include "rules/authentication.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::spf_hardfail_before_dmarc {

namespace {

using records::spf::Qualifier;

// Where nobody sends, or no policy stands in for it, -all is right.
void check(const Facts& facts, Findings& findings) {
  if (facts.spf.standing != facts::SpfStanding::usable || permits_nobody(facts.spf)) return;
  const auto in_force = policy_in_force(facts);
  if (!in_force || in_force->policy == records::dmarc::Policy::none) return;
  const records::spf::Record& record = facts.spf.records.front();
  const records::spf::Term* all = record.first(records::spf::Kind::all);
  if (all == nullptr || all->qualifier != Qualifier::fail) return;
  findings.add(record.source, all->sign, "'~' is as strict here, and kinder to forwarded mail")
      .says(fmt::format("{} may have forwarded mail refused before DKIM and DMARC are looked at",
                        record.text(all->span)));
}

}  // namespace

extern const Rule rule{
    .id = "spf-hardfail-before-dmarc",
    .severity = Severity::info,
    .title = "-all may have forwarded mail refused before DKIM is looked at",
    .reference = "RFC 9989 7.1",
    .why = "Some receivers refuse mail at once when SPF fails with -all, as it does after forwarding, and DKIM could "
           "still have shown that it is genuine. No DMARC report tells of it. With a DMARC policy that is enforced "
           "~all protects as well.",
    .bad = R"(@ MX 10 mail
@ TXT "v=spf1 mx -all"
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .good = R"(@ MX 10 mail
@ TXT "v=spf1 mx ~all"
mail A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .check = check};

}  // namespace mailauth::rules::spf_hardfail_before_dmarc
