#include "diagnosis/announcement.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis {

namespace {

using records::SwallowedTag;
using records::Tag;
using text::Span;

// "v=TLSRPTv1 rua=..." is one tag for the parser.
std::vector<SwallowedTag> swallowed_by(const Announcement& record) {
  return records::find_swallowed_tags(record.source.text, record.list, record.is_known);
}

// Where the first tag ends for a reader: before the tag that became part of it.
Span version_of(const Announcement& record, const std::vector<SwallowedTag>& swallowed) {
  Span span = record.list.tags.empty() ? Span{0, 0} : record.list.tags.front().span;
  if (!swallowed.empty() && span.contains(swallowed.front().separator)) span.end = swallowed.front().separator.begin;
  return span;
}

}  // namespace

bool Announcement::is_field(const Tag& tag) const { return text::equals_ignoring_case(source.at(tag.name), field); }

const Tag* Announcement::meant_field() const {
  const auto at = std::ranges::find_if(list.tags, [&](const Tag& tag) { return is_field(tag); });
  return at == list.tags.end() ? nullptr : &*at;
}

std::optional<Span> Announcement::meant_value() const {
  if (const Tag* tag = meant_field()) return tag->value;
  for (const SwallowedTag& swallowed : swallowed_by(*this))
    if (is_field(swallowed.tag)) return swallowed.tag.value;
  return std::nullopt;
}

std::optional<RecordFlaw> version_flaw(const Announcement& record) {
  if (record.source.text.starts_with(record.version)) return std::nullopt;
  const std::string_view value = record.version.substr(0, record.version.size() - 1);
  const std::string ignored = fmt::format("senders ignore this record: it does not begin with {}", record.version);
  const auto swallowed = swallowed_by(record);
  const Span version = version_of(record, swallowed);
  if (record.source.at(version) != value) return RecordFlaw{version, ignored, fmt::format("write {} here", value)};
  if (version.begin > 0) return RecordFlaw{{0, version.begin}, ignored, "remove what stands here"};
  if (!swallowed.empty()) return RecordFlaw{swallowed.front().separator, ignored, "write ';' here"};
  if (record.list.semicolons.empty())
    return RecordFlaw{{version.end, version.end}, ignored, fmt::format("write ; and {}= here", record.field)};
  return RecordFlaw{{version.end, record.list.semicolons.front()}, ignored, "remove the space here"};
}

RecordFlaw no_field(const Announcement& record, const Tag& tag) {
  return {tag.span, fmt::format("{} is no field of the form name=value", text::quote(record.source.at(tag.span))),
          "remove this"};
}

std::vector<RecordFlaw> in_order(std::vector<RecordFlaw> flaws) {
  std::ranges::stable_sort(flaws, {}, [](const RecordFlaw& flaw) { return flaw.mark.begin; });
  return flaws;
}

}  // namespace mailauth::diagnosis
