#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/policy_value.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_sp_invalid {

namespace {

namespace dmarc = records::dmarc;

std::string consequence(const dmarc::Record& record) {
  const auto effective = dmarc::effective_policy(record);
  if (!record.p || *record.p == dmarc::Policy::none) return "";
  return fmt::format("It disables p={} as well: receivers {}.", to_string(*record.p),
                     effective ? "take the whole record for p=none" : "ignore the whole record");
}

void check_tag(const DmarcSubject& subject, std::string_view name, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  const records::Tag* tag = tag_with_invalid_policy(record, name);
  if (tag == nullptr) return;
  const Span value = diagnosis::own_value(record, *tag);
  Finding& finding =
      add(findings, subject, value, advice_for_policy(record, *tag))
          .says(value.empty() ? fmt::format("{}= has no value", name)
                              : fmt::format("{} is no policy for {}=: there are none, quarantine and reject",
                                            text::quote(record.text(value)), name));
  if (subject.in_force) finding.means(consequence(record));
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const std::string_view name : {"sp", "np"}) check_tag(subject, name, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-sp-invalid",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "The policy for subdomains (sp= or np=) names no policy, which disables p= too",
    .reference = "RFC 9989 4.10.1, RFC 7489 6.6.3",
    .why =
        "A word that is no policy in sp= or np= does not only concern subdomains: receivers then take the whole record "
        "for p=none when there is an address for reports, and otherwise ignore it. Forged mail is delivered.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; sp=quarentine; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; sp=quarantine; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force,
    .check = check};

}  // namespace mailauth::rules::dmarc_sp_invalid
