#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "diagnosis/characters.h"
#include "diagnosis/markup.h"
#include "diagnosis/pasted.h"
#include "rules/spf/helpers/subjects.h"
#include "text/ascii.h"

namespace mailauth::rules::spf_version_typo {

namespace {

constexpr std::string_view version = "v=spf1";

// Quotes, spaces before the record, escapes of web pages, and characters that are not ASCII are reported by rules of
// their own, and so is Sender ID.
bool is_explained_elsewhere(const records::spf::Record& record) {
  const std::string_view text = record.source.text;
  if (diagnosis::before_zone_value(text) || diagnosis::overlaps_any(diagnosis::find_markup(text), record.version) ||
      text::starts_with_ignoring_case(text, "spf2.0/"))
    return true;
  if (records::spf::is_spf(text.substr(std::min(text.find_first_not_of(' '), text.size())))) return true;
  const auto ascii = diagnosis::in_ascii(record.source.text);
  return ascii && records::spf::is_spf(text::trim(diagnosis::without_quotes(*ascii))) &&
         (*ascii != record.source.text || !diagnosis::stray_quotes(*ascii).empty());
}

// The right version is in there, with something before or behind it: " v=spf1", "v=spf1;", "v=spf1include:..."
void mark_around(Finding& finding, const records::spf::Record& record, uint32_t begin) {
  const uint32_t end = begin + static_cast<uint32_t>(version.size());
  const std::string_view text = record.source.text;
  finding.marks.clear();
  if (begin > 0) finding.mark({0, begin}, "remove this");
  if (end == text.size() || text[end] == ' ') return;
  const bool excess = record.version.end > end;
  const bool blank_follows = excess && (record.version.end == text.size() || text[record.version.end] == ' ');
  finding.mark({end, std::max(end, record.version.end)}, blank_follows ? "remove this"
                                                         : excess      ? "write a space instead"
                                                                       : "write a space here");
}

// Where v=spf1 begins in the text.
std::optional<uint32_t> find_version(const records::spf::Record& record) {
  const std::string lower = text::to_lower(record.text(record.version));
  const auto at = lower.find(version);
  return at == std::string::npos ? std::nullopt : std::optional(static_cast<uint32_t>(at));
}

void mark_version(Finding& finding, const records::spf::Record& record) {
  if (const auto begin = find_version(record)) return mark_around(finding, record, *begin);
  const std::string_view written = record.text(record.version);
  const bool only_separator = text::equals_ignoring_case(written.substr(0, 1), "v") &&
                              written.size() >= version.size() &&
                              text::equals_ignoring_case(written.substr(2), version.substr(2));
  finding.marks.clear();
  if (only_separator)
    finding.mark({1, 2}, "write '=' here");
  else
    finding.mark(record.version, "write v=spf1 and a space here");
}

void report(const SpfSubject& subject, Findings& findings) {
  Finding& finding = findings.add(subject.record->source, subject.record->version, "write v=spf1 here");
  if (!subject.root->records.empty()) {
    finding.marks.front().message = "remove this record";
    finding.says("beside the SPF record stands one that receivers ignore")
        .means("Only the other record counts. What this one permits is not permitted.")
        .with(Severity::warning);
    return;
  }
  mark_version(finding, *subject.record);
  finding.says("this is not an SPF record: it does not begin with v=spf1 and a space")
      .means(fmt::format("Receivers ignore the whole record: {} has no SPF.", subject.root->name.text()));
}

void check(const Facts& facts, Findings& findings) {
  for (const SpfSubject& subject : spf_subjects(facts))
    if (!subject.selected && !is_explained_elsewhere(*subject.record)) report(subject, findings);
}

}  // namespace

extern const Rule rule{.id = "spf-version-typo",
                       .severity = Severity::error,
                       .title = "The record does not begin with v=spf1 and a space, so receivers ignore it",
                       .reference = "RFC 7208 4.5",
                       .why = "Receivers keep only TXT records that begin with exactly v=spf1 and a space, "
                              "and skip all others. The domain has "
                              "no SPF: its own mail does not pass, and forged mail does not fail.",
                       .bad = R"(@ TXT "v:spf1 ip4:192.0.2.1 -all"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_version_typo
