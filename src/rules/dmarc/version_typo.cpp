#include <fmt/format.h>

#include <algorithm>

#include "mailauth/rules/dmarc_diagnosis.h"
#include "mailauth/text/ascii.h"

namespace mailauth::rules {

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
  const std::string_view value = record.text(own_value(record, version));
  if (value == "DMARC1" && record.text(version.separator) != "=")
    return {version.separator, "write '=' here",
            fmt::format("this is not a DMARC record: '{}' stands where '=' belongs", record.text(version.separator))};
  if (text::equals_ignoring_case(value, "DMARC1"))
    return {own_value(record, version), "write DMARC1 in capital letters"};
  return {own_value(record, version), "write DMARC1 here"};
}

Flaw flaw_of(const dmarc::Record& record) {
  const records::Tag& first = record.list.tags.front();
  if (says_version(record, first)) return flaw_of_version(record, first);
  const auto& tags = record.list.tags;
  const auto version =
      std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return says_version(record, tag); });
  if (version != tags.end())
    return {version->span, "move v=DMARC1 to the front", "v=DMARC1 is not the first tag of the record"};
  if (text::contains_ignoring_case(record.text(first.span), "dmarc")) return {first.span, "write v=DMARC1 here"};
  return {{0, 0}, "write v=DMARC1; here"};
}

// Typographic quotes, quotes and backslashes that became data, and a tag glued to the version are named by rules of
// their own, which point at the exact place.
bool is_explained_elsewhere(const dmarc::Record& record) {
  const records::Tag& first = record.list.tags.front();
  const std::string_view begin = record.text(first.span);
  const bool has_foreign_bytes = std::any_of(begin.begin(), begin.end(), [](char c) { return c < ' ' || c > '~'; });
  if (has_foreign_bytes || begin.find('"') != std::string_view::npos || begin.ends_with('\\')) return true;
  return record.text(first.separator) == "=" && record.text(own_value(record, first)) == "DMARC1";
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
    if (!record.list.tags.empty()) report_beside_record(record, flaw_of(record), findings);
}

}  // namespace

extern const Rule dmarc_version_typo{
    .id = "dmarc-version-typo",
    .severity = Severity::error,
    .title = "The record does not begin with v=DMARC1, so receivers ignore it",
    .reference = "RFC 9989 4.7",
    .why = "Receivers keep only TXT records that begin with exactly v=DMARC1 and drop everything else without a "
           "word. The domain has no DMARC policy at all: forged mail is delivered, and no reports are sent.",
    .bad = R"(_dmarc TXT "v:DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules
