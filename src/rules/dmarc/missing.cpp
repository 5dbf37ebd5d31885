#include <fmt/format.h>

#include <algorithm>

#include "facts/wildcard.h"
#include "records/kind.h"
#include "rules/dmarc/helpers/subjects.h"
#include "rules/report_mailbox.h"

namespace mailauth::rules::dmarc_missing {

namespace {

// Something was meant to be a record: then another rule says what is wrong with it.
bool is_attempted(const facts::DmarcAtName& at) { return !at.records.empty() || !at.lookalikes.empty(); }

bool holds_record(const dns::Answer* answer) {
  if (answer == nullptr) return false;
  const auto& sources = txt_sources(*answer);
  return std::any_of(sources.begin(), sources.end(),
                     [](const Source& source) { return records::dmarc::is_dmarc(source); });
}

// An alias that leads nowhere, or a record at a wrong name: other rules say so.
bool is_explained_elsewhere(const Facts& facts) {
  const facts::DmarcFacts& dmarc = facts.dmarc;
  const dns::Answer* answer = dmarc.at_domain.answer;
  if (answer != nullptr && !answer->cnames.empty() && !facts::wildcard_behind(facts, *answer)) return true;
  return holds_record(dmarc.doubled) || holds_record(facts.txt) || holds_record(facts.dkim.domainkey) ||
         std::any_of(dmarc.elsewhere.begin(), dmarc.elsewhere.end(), holds_record);
}

void note_questions(const facts::Discovery& discovery, Finding& finding) {
  for (const facts::DmarcAtName& at : discovery.walk)
    if (facts::is_registry_nobody_asked(at))
      finding.note(fmt::format("not asked: {} TXT; few registries have a policy", at.owner.text()));
    else if (at.answer != nullptr)
      finding.note(fmt::format("asked: {} TXT, answer: {}", at.owner.text(), describe(at.answer->outcome)));
}

void check(const Facts& facts, Findings& findings) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  if (!facts.domain_exists || discovery.unknown() || discovery.found() || !dmarc_subjects(facts).empty()) return;
  if (std::any_of(discovery.walk.begin(), discovery.walk.end(), is_attempted)) return;
  if (is_explained_elsewhere(facts)) return;
  if (is_parked(facts)) return;  // x-parked-incomplete asks for p=reject at once
  // At the organizational domain it covers all names below, too.
  const dns::Name& organization = discovery.suffix_list.organizational_domain;
  const auto owner = organization.child(records::labels_of(records::RecordKind::dmarc));
  if (!owner) return;
  std::string record = "v=DMARC1; p=none";
  if (can_receive_reports(facts, organization)) record += "; rua=mailto:" + report_address(organization);
  Finding& finding =
      findings.add(facts.dmarc.at_domain.answer == nullptr ? *owner : facts.dmarc.at_domain.owner, dns::Type::txt)
          .says(fmt::format("{} has no DMARC record", facts.domain().text()))
          .publish(*owner, record);
  note_questions(discovery, finding);
  const dns::Answer* answer = facts.dmarc.at_domain.answer;
  if (const auto wildcard = answer == nullptr ? std::nullopt : facts::wildcard_behind(facts, *answer))
    finding.note(fmt::format("what answers there is the wildcard {}", wildcard->text()));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-missing",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "The domain has no DMARC record",
    .reference = "RFC 9989 4.10.1",
    .why =
        "Without DMARC nothing tells receivers to check the address that people see in From. Anybody can send mail in "
        "this domain's name and have it delivered, and large receivers such as Gmail, Yahoo and Outlook.com refuse "
        "bulk mail from domains without a record. Begin with p=none: it changes nothing for your mail and brings "
        "reports about who sends in your name.",
    .bad = R"(
@     MX  10 mail
@     TXT "v=spf1 mx ~all"
mail  A   192.0.2.25
)",
    .good = R"(
@       MX  10 mail
@       TXT "v=spf1 mx ~all"
mail    A   192.0.2.25
_dmarc  TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"
)",
    .rungs = Rung::no_policy_in_force | Rung::lacks_of_a_sender,
    .check = check};

}  // namespace mailauth::rules::dmarc_missing
