#include <fmt/format.h>

#include <vector>

#include "rules/dmarc/helpers/tags.h"

namespace mailauth::rules::dmarc_wrong_name {

namespace {

namespace dmarc = records::dmarc;

// The names at which such a record is found in practice.
std::vector<const dns::Answer*> candidates(const Facts& facts) {
  std::vector<const dns::Answer*> answers = facts.dmarc.elsewhere;
  answers.push_back(facts.txt);
  answers.push_back(facts.dkim.domainkey);
  return answers;
}

void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  if (at.answer == nullptr || !at.answer->absent()) return;
  for (const dns::Answer* answer : candidates(facts))
    for (const Source& source : txt_sources(*answer)) {
      if (!dmarc::is_dmarc(source)) continue;
      findings.add(source, source.whole(), fmt::format("publish this at {}", at.owner.text()))
          .says(fmt::format("the DMARC record is at {}, where no receiver looks", answer->question.name.text()))
          .publish(at.owner, source.text);
    }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-wrong-name",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "The DMARC record is at a name where no receiver looks",
    .reference = "RFC 9989 4.5, RFC 7489 6.1",
    .why = "Receivers look for the policy at _dmarc and the domain, and at no other name. A record at the domain "
           "itself or at another label has no effect: forged mail is delivered, and no reports are sent.",
    .bad = R"(@ TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force,
    .check = check};

}  // namespace mailauth::rules::dmarc_wrong_name
