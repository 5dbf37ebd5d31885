#include <algorithm>
#include <array>
#include <string>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"

namespace mailauth::rules::dmarc_tag_case {

namespace {

namespace dmarc = records::dmarc;

// Tags whose values are words or letters; addresses may have capital letters.
bool has_keyword(std::string_view name) {
  constexpr std::array<std::string_view, 8> names{"p", "sp", "np", "adkim", "aspf", "psd", "t", "fo"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool has_capitals(std::string_view text) { return text != text::to_lower(text); }

Span capitals_of(const dmarc::Record& record, const records::Tag& tag) {
  const std::string_view name = record.text(tag.name);
  const std::string lower = text::to_lower(name);
  const bool in_value = has_keyword(lower) && has_capitals(record.text(diagnosis::own_value(record, tag)));
  if (!dmarc::is_known_tag(lower) || record.text(tag.separator) != "=" || (!in_value && !has_capitals(name))) return {};
  if (!has_capitals(name)) return diagnosis::own_value(record, tag);
  return in_value ? Span{tag.name.begin, diagnosis::own_value(record, tag).end} : tag.name;
}

void check_record(const DmarcSubject& subject, Findings& findings) {
  Finding* finding = nullptr;
  for (const records::Tag& tag : subject.record->list.tags) {
    const Span span = capitals_of(*subject.record, tag);
    if (span.empty()) continue;
    const std::string advice = "write " + text::to_lower(subject.record->text(span)) + " here";
    if (finding == nullptr)
      finding = &add(findings, subject, span, advice);
    else
      finding->mark(span, advice);
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) check_record(subject, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-tag-case",
    .severity = Severity::info,
    .title = "Tags or their values are written with capital letters",
    .reference = "RFC 9989 4.8",
    .why = "The standard allows capital letters everywhere but in DMARC1, where it demands them. One of the receivers "
           "that were tested drops a record with p=REJECT all the same.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=REJECT; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_tag_case
