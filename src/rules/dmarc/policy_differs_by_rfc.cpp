#include <fmt/format.h>

#include <algorithm>

#include "rules/authentication.h"
#include "rules/dmarc/helpers/discovery.h"
#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules::dmarc_policy_differs_by_rfc {

namespace {

// Both kinds of receivers use this record: what they make of its tags (t=, np=, a missing p=) is said by the rules on
// these.
bool is_same_record(const facts::DmarcView& a, const facts::DmarcView& b) {
  return a.record && b.record && a.record->source == b.record->source;
}

// Other rules name the cause: several records at the domain, a public suffix without psd=, a record in between.
bool is_explained_elsewhere(const Facts& facts) {
  const facts::DmarcView& newer = facts.dmarc.discovery.tree_walk;
  const bool is_of_suffix = newer.policy_domain && !newer.record->psd && facts::is_public_suffix(*newer.policy_domain);
  return facts.dmarc.at_domain.records.size() > 1 || is_of_suffix || record_only_between(facts) != nullptr;
}

void note_record(std::string_view who, const facts::DmarcView& view, Finding& finding) {
  if (view.record)
    finding.note(fmt::format("{}: _dmarc.{} TXT {}", who, view.policy_domain->text(), view.record->source.text));
  else
    finding.note(fmt::format("{}: no record", who));
}

void check(const Facts& facts, Findings& findings) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  const facts::DmarcView &older = discovery.suffix_list, &newer = discovery.tree_walk;
  if (discovery.unknown() || older.domain == newer.domain || is_same_record(older, newer)) return;
  if (is_explained_elsewhere(facts)) return;
  Finding& finding = findings.add(facts.dmarc.at_domain.owner, dns::Type::txt);
  finding.says(fmt::format("older receivers apply {} to mail of {}, newer ones {}", policy_text(older.domain),
                           facts.domain().text(), policy_text(newer.domain)));
  note_record("RFC 7489", older, finding);
  note_record("RFC 9989", newer, finding);
  finding.note(fmt::format("all receivers use a record at {}, once there is one", facts.dmarc.at_domain.owner.text()));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-policy-differs-by-rfc",
    .severity = Severity::warning,
    .title = "Older and newer receivers apply different DMARC policies",
    .reference = "RFC 9989 4.10, RFC 9989 C.3, RFC 7489 6.6.3",
    .why =
        "A domain without a record of its own inherits one. Older receivers find it by a list of public suffixes, "
        "newer ones by walking up the DNS, where psd= changes the way. When the two end at different records, forged "
        "mail is refused in one place and delivered in another.",
    .bad = R"(;! --domain news.mail.example.com
news.mail A 192.0.2.1
_dmarc.mail TXT "v=DMARC1; p=none; psd=n; rua=mailto:dmarc@example.com"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .good = R"(;! --domain news.mail.example.com
news.mail A 192.0.2.1
_dmarc.mail TXT "v=DMARC1; p=reject; psd=n; rua=mailto:dmarc@example.com"
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .rungs = Rung::weak_policy,
    .check = check};

}  // namespace mailauth::rules::dmarc_policy_differs_by_rfc
