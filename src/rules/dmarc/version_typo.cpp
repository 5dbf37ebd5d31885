#include <fmt/format.h>

#include "diagnosis/dmarc.h"
#include "diagnosis/pasted.h"
#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"

namespace mailauth::rules::dmarc_version_typo {

namespace {

namespace dmarc = records::dmarc;

struct Flaw {
  Span span;
  std::string advice;
  std::string message = "this is not a DMARC record: it does not begin with v=DMARC1";
};

bool says_version(const dmarc::Record& record, const records::Tag& tag) {
  return text::equals_ignoring_case(record.text(tag.name), "v") && !tag.separator.empty();
}

// The first tag is meant to be the version: find the bytes that are wrong in it.
Flaw flaw_of_version(const dmarc::Record& record, const records::Tag& version) {
  const std::string_view value = record.text(diagnosis::own_value(record, version));
  if (value == "DMARC1" && record.text(version.separator) != "=")
    return {version.separator, "write '=' here",
            fmt::format("this is not a DMARC record: '{}' stands where '=' belongs", record.text(version.separator))};
  if (text::equals_ignoring_case(value, "DMARC1"))
    return {diagnosis::own_value(record, version), "write DMARC1 in capital letters"};
  return {diagnosis::own_value(record, version), "write DMARC1 here"};
}

bool has_right_version(const dmarc::Record& record) {
  const records::Tag& first = record.list.tags.front();
  return record.text(first.separator) == "=" && record.text(diagnosis::own_value(record, first)) == "DMARC1";
}

Flaw flaw_of(const dmarc::Record& record) {
  const records::Tag& first = record.list.tags.front();
  if (has_right_version(record)) return {{0, first.span.begin}, "remove the space here"};
  if (says_version(record, first)) return flaw_of_version(record, first);
  if (text::contains_ignoring_case(record.text(first.span), "dmarc")) return {first.span, "write v=DMARC1 here"};
  return {{0, 0}, "write v=DMARC1; here"};
}

// Typographic quotes, quotes and backslashes that became data, a tag glued to the version, and a version that comes
// later are named by rules of their own, which point at the exact place.
bool is_explained_elsewhere(const dmarc::Record& record) {
  const records::Tag& first = record.list.tags.front();
  const std::string_view begin = record.text(first.span);
  if (diagnosis::has_foreign_bytes(begin) || diagnosis::late_version(record) != nullptr) return true;
  return has_right_version(record) && first.span.begin == 0;
}

// A lookalike beside the real record does no harm but to its reader.
void report_beside_record(const dmarc::Record& record, const Flaw& flaw, Findings& findings) {
  findings.add(record.source, flaw.span, "remove this record")
      .says("beside the DMARC record stands one that receivers ignore")
      .means("Only the other record counts. Whoever edits this one wonders why nothing changes.")
      .with(Severity::warning);
}

void report(const DmarcSubject& subject, const Flaw& flaw, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  Finding& finding = add(findings, subject, flaw.span, flaw.advice).says(flaw.message);
  if (record.p && *record.p != dmarc::Policy::none)
    finding.means(fmt::format("Receivers ignore the whole record, so p={} is not in force: forged mail is delivered.",
                              to_string(*record.p)));
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    if (dmarc::is_dmarc(*subject.record) || subject.record->list.tags.empty()) continue;
    if (!is_explained_elsewhere(*subject.record)) report(subject, flaw_of(*subject.record), findings);
  }
  if (facts.dmarc.at_domain.records.empty()) return;
  for (const dmarc::Record& record : facts.dmarc.at_domain.lookalikes)
    if (!record.list.tags.empty() && !diagnosis::is_pasted(record.source.text))
      report_beside_record(record, flaw_of(record), findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-version-typo",
    .severity = Severity::error,
    .security = Security::nothing_stops_forgery,
    .title = "The record does not begin with v=DMARC1, so receivers ignore it",
    .reference = "RFC 9989 4.7",
    .why = "Receivers keep only TXT records that begin with exactly v=DMARC1 and drop everything else without a "
           "word. The domain has no DMARC policy at all: forged mail is delivered, and no reports are sent.",
    .bad = R"(_dmarc TXT "v:DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .rungs = Rung::no_policy_in_force | Rung::address_not_readable,
    .check = check};

}  // namespace mailauth::rules::dmarc_version_typo
