#include <fmt/format.h>

#include "rules/authentication.h"
#include "rules/rule.h"

namespace mailauth::rules::across_parked_incomplete {

namespace {

using records::dmarc::Policy;

constexpr std::string_view dmarc_of_parked = "v=DMARC1; p=reject";

// A record that is there but weaker is pointed at; one that is missing is offered.
void check_dmarc(const Facts& facts, Findings& findings) {
  const auto in_force = policy_in_force(facts);
  if (facts.dmarc.discovery.unknown() || (in_force && in_force->policy == Policy::reject)) return;
  const facts::DmarcAtName& at_domain = facts.dmarc.at_domain;
  if (at_domain.answer == nullptr || !at_domain.lookalikes.empty() || at_domain.records.size() > 1) return;
  const std::string message =
      fmt::format("{} looks unused, but no DMARC policy asks to reject mail in its name", facts.domain().text());
  if (in_force && !in_force->view->inherited) {
    findings.add(in_force->record().source, in_force->place(), "write reject here").says(message);
  } else if (at_domain.answer->absent()) {
    findings.add(at_domain.owner, dns::Type::txt).says(message).publish(at_domain.owner, dmarc_of_parked);
  }
}

void check_mx(const Facts& facts, Findings& findings) {
  if (facts.mx.answer == nullptr || !facts.mx.answer->absent()) return;
  // Without MX, mail goes to the address of the domain itself (RFC 5321 5.1). Where there is none either, it
  // comes back anyway, only later.
  const auto has_address = [](const dns::Answer* answer) { return answer != nullptr && answer->found(); };
  const bool reachable = has_address(facts.mx.a) || has_address(facts.mx.aaaa);
  findings.add(facts.domain(), dns::Type::mx)
      .says(fmt::format("{} looks unused, but no null MX says that it accepts no mail", facts.domain().text()))
      .with(reachable ? Severity::warning : Severity::info)
      .publish(facts.domain(), dns::Type::mx, dns::Mx{0, dns::Name{}});
}

// One finding for each record, so that each can be published by itself. SPF is spf-missing-parked.
void check(const Facts& facts, Findings& findings) {
  if (!facts.domain_exists || !facts::is_parked(facts)) return;
  check_dmarc(facts, findings);
  check_mx(facts, findings);
}

}  // namespace

extern const Rule rule{
    .id = "x-parked-incomplete",
    .severity = Severity::warning,
    .title = "The domain looks unused, but does not say so in all three records",
    .reference = "RFC 7208 10.1.2, RFC 7505 4.2",
    .why =
        "Forgers like domains that send no mail, because nobody watches them. Three records close such a domain: SPF "
        "that permits nobody, DMARC that asks to reject, and a null MX that says it accepts no mail. What is "
        "missing leaves a door open.",
    .bad = R"(@      TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject")",
    .good = R"(@      MX  0 .
@      TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject")",
    .rungs = Rung::weak_policy,
    .wish = Wish::policy_reject,
    .check = check};

}  // namespace mailauth::rules::across_parked_incomplete
