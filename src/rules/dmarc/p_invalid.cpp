#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/policy_value.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_p_invalid {

namespace {

namespace dmarc = records::dmarc;

std::string message(const dmarc::Record& record, Span value) {
  if (value.empty()) return "p= has no value";
  return fmt::format("{} is no policy: there are none, quarantine and reject", text::quote(record.text(value)));
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    const dmarc::Record& record = *subject.record;
    const records::Tag* tag = tag_with_invalid_policy(record, "p");
    if (tag == nullptr) continue;
    const Span value = diagnosis::own_value(record, *tag);
    add(findings, subject, value, advice_for_policy(record, *tag)).says(message(record, value));
  }
}

}  // namespace

extern const Rule rule{.id = "dmarc-p-invalid",
                       .severity = Severity::error,
                       .security = Security::nothing_stops_forgery,
                       .title = "p= names no policy",
                       .reference = "RFC 9989 4.8, 4.10.1",
                       .why = "Receivers know p=none, p=quarantine and p=reject. Any other word counts as "
                              "p=none when there is an address for "
                              "reports, and otherwise switches the whole record off: forged mail is delivered.",
                       .bad = R"(_dmarc TXT "v=DMARC1; p=rejected; rua=mailto:dmarc@example.com")",
                       .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
                       .rungs = Rung::no_policy_in_force,
                       .check = check};

}  // namespace mailauth::rules::dmarc_p_invalid
