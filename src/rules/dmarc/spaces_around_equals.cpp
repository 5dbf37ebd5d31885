#include "rules/dmarc/helpers/tags.h"

#include "diagnosis/dmarc.h"

namespace mailauth::rules::dmarc_spaces_around_equals {

namespace {

void check_record(const DmarcSubject& subject, Findings& findings) {
  Finding* finding = nullptr;
  for (const records::Tag& tag : subject.record->list.tags) {
    if (!diagnosis::has_blanks_around_equals(tag)) continue;
    const Span span{tag.name.end, tag.value.begin};
    if (finding == nullptr)
      finding = &add(findings, subject, span, "write '=' without spaces here");
    else
      finding->mark(span, "write '=' without spaces here");
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) check_record(subject, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-spaces-around-equals",
    .severity = Severity::warning,
    .title = "Spaces stand around '=', which some receivers do not understand",
    .reference = "RFC 9989 4.8",
    .why = "The standard allows spaces there, but receivers in wide use do not find such a record, or read p=none: for "
           "them the policy is not in force.",
    .bad = R"(_dmarc TXT "v=DMARC1; p = reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_spaces_around_equals
