#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/dmarc.h"
#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_tag_without_value {

namespace {

namespace dmarc = records::dmarc;

// Their rules say that the value is missing, and what it costs.
bool is_weighed_elsewhere(std::string_view name) {
  constexpr std::array<std::string_view, 5> names{"v", "p", "sp", "np", "rua"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view each) { return text::equals_ignoring_case(each, name); });
}

// What stands behind it is another tag: the rules on separators point at the place between the two.
bool has_swallowed(const dmarc::Record& record, const records::Tag& tag) {
  return std::any_of(record.swallowed.begin(), record.swallowed.end(),
                     [&](const dmarc::SwallowedTag& each) { return tag.span.contains(each.separator); });
}

std::string problem_with(const dmarc::Record& record, std::size_t index) {
  const auto& tags = record.list.tags;
  const records::Tag& tag = tags[index];
  if (tag.span.empty()) {
    // Empty ones at the end are accepted by all that were tested.
    const auto behind = tags.begin() + static_cast<std::ptrdiff_t>(index);
    const bool is_last = std::all_of(behind, tags.end(), [](const records::Tag& each) { return each.span.empty(); });
    return is_last ? "" : "nothing stands between two ';'";
  }
  const std::string_view text = record.text(tag.span);
  if (diagnosis::has_foreign_bytes(text) || has_swallowed(record, tag) ||
      diagnosis::continues_report_list(record, index))
    return "";
  if (tag.name.empty()) return fmt::format("{} is no tag: it has no '='", text::quote(text));
  if (!tag.value.empty() || is_weighed_elsewhere(record.text(tag.name))) return "";
  return record.text(tag.separator) == "=" ? fmt::format("{} has no value", text::quote(text)) : "";
}

// The beginning of the record is the matter of dmarc-version-typo.
void check_record(const DmarcSubject& subject, Findings& findings) {
  const dmarc::Record& record = *subject.record;
  for (std::size_t index = 1; index < record.list.tags.size(); ++index) {
    const std::string problem = problem_with(record, index);
    if (problem.empty()) continue;
    const Span span = record.list.tags[index].span;
    const uint32_t before = record.list.semicolons[index - 1];
    add(findings, subject, span.empty() ? Span{before, before + 1} : span, "remove this").says(problem);
  }
}

void check(const Facts& facts, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) check_record(subject, findings);
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-tag-without-value",
    .severity = Severity::warning,
    .title = "A part of the record is no tag=value, and some receivers stop reading there",
    .reference = "RFC 9989 4.8",
    .why = "Between two ';' receivers expect tag=value. Some skip what is not, one that is in wide use stops there and "
           "takes the record for p=none, and another drops the record.",
    .bad = R"(_dmarc TXT "v=DMARC1; strict; p=reject; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_tag_without_value
