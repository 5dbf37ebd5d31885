#include <algorithm>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/subjects.h"
#include "text/ascii.h"

namespace mailauth::rules::dmarc_p_missing {

namespace {

namespace dmarc = records::dmarc;

bool is_named_p(const dmarc::Record& record, const records::Tag& tag) {
  return text::equals_ignoring_case(record.text(tag.name), "p");
}

// It is there, or glued to another tag, or has ':' for '=': then other rules say what is wrong with it.
bool has_p_somewhere(const dmarc::Record& record) {
  const auto& tags = record.list.tags;
  if (std::any_of(tags.begin(), tags.end(), [&](const records::Tag& tag) { return is_named_p(record, tag); }))
    return true;
  return std::any_of(record.swallowed.begin(), record.swallowed.end(),
                     [&](const dmarc::SwallowedTag& swallowed) { return is_named_p(record, swallowed.tag); });
}

struct Place {
  Span span;
  std::string advice;
};

// Where the policy was meant to be, or else after the version, which is its usual place.
Place place_for_policy(const dmarc::Record& record) {
  for (const records::Tag& tag : record.list.tags)
    if (diagnosis::meant_tag(record.text(tag.name)) == "p") return {tag.name, "write p here"};
  const Span version = record.list.tags.empty() ? Span{} : record.list.tags.front().span;
  return {{version.end, version.end}, "write ; p=none here, or p=quarantine or p=reject"};
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    const dmarc::Record& record = *subject.record;
    if (has_p_somewhere(record)) continue;
    const Place place = place_for_policy(record);
    Finding& finding = add(findings, subject, place.span, place.advice).says("the record has no policy: p= is missing");
    if (!subject.in_force) continue;
    finding.means(dmarc::effective_policy(record)
                      ? "Newer receivers take it for p=none and deliver forged mail, some older ones ignore the record."
                      : "Receivers ignore the whole record: forged mail is delivered, and no reports are sent.");
  }
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-p-missing",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "The record has no policy: p= is missing",
    .reference = "RFC 9989 4.7, RFC 7489 6.3",
    .why =
        "p= says what receivers do with mail that fails. Without it they take p=none when there is an address for "
        "reports, and otherwise act as if there were no record; some older ones always do. Forged mail is delivered.",
    .bad = R"(_dmarc TXT "v=DMARC1; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force,
    .check = check};

}  // namespace mailauth::rules::dmarc_p_missing
