#include "diagnosis/mta_sts.h"

#include <fmt/format.h>

#include <algorithm>

#include "records/sha256.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis {

namespace mta_sts = records::mta_sts;

namespace {

using records::Tag;
using text::Span;

constexpr std::string_view sts_version = "v=STSv1";

bool is_named(const mta_sts::Record& record, const Tag& tag, std::string_view name) {
  return text::equals_ignoring_case(record.text(tag.name), name);
}

// "v=STSv1 id=..." is one tag for the parser.
std::vector<records::SwallowedTag> swallowed_by(const mta_sts::Record& record) {
  return records::find_swallowed_tags(record.source.text, record.list, [](std::string_view name) {
    return text::equals_ignoring_case(name, "id") || text::equals_ignoring_case(name, "v");
  });
}

// Where the first tag ends for a reader: before the tag that became part of it.
Span version_of(const mta_sts::Record& record, const std::vector<records::SwallowedTag>& swallowed) {
  Span span = record.list.tags.empty() ? Span{0, 0} : record.list.tags.front().span;
  if (!swallowed.empty() && span.contains(swallowed.front().separator)) span.end = swallowed.front().separator.begin;
  return span;
}

void add_version(const mta_sts::Record& record, std::vector<MtaStsFlaw>& flaws) {
  if (mta_sts::is_mta_sts(record.source.text)) return;
  const auto swallowed = swallowed_by(record);
  const Span version = version_of(record, swallowed);
  const std::string ignored = "senders ignore this record: it does not begin with v=STSv1;";
  if (record.text(version) != sts_version)
    flaws.push_back({version, ignored, "write v=STSv1 here"});
  else if (version.begin > 0)
    flaws.push_back({{0, version.begin}, ignored, "remove what stands here"});
  else if (!swallowed.empty())
    flaws.push_back({swallowed.front().separator, ignored, "write ';' here"});
  else if (record.list.semicolons.empty())
    flaws.push_back({{version.end, version.end}, ignored, "write ; and id= here"});
  else
    flaws.push_back({{version.end, record.list.semicolons.front()}, ignored, "remove the space here"});
}

// The tag that was meant as id=, whatever its letters and its separator; null when there is none.
const Tag* meant_id(const mta_sts::Record& record) {
  const auto at = std::ranges::find_if(record.list.tags, [&](const Tag& tag) { return is_named(record, tag, "id"); });
  return at == record.list.tags.end() ? nullptr : &*at;
}

std::string_view typed_id(const mta_sts::Record& record) {
  if (const Tag* id = meant_id(record)) return record.text(id->value);
  for (const records::SwallowedTag& swallowed : swallowed_by(record))
    if (is_named(record, swallowed.tag, "id")) return record.text(swallowed.tag.value);
  return "";
}

// "2026-01-01T00:00" is 202601010000 for a sender; nothing is left of "": then one is made.
std::string id_for(const mta_sts::Record& record) {
  std::string id;
  for (const char c : typed_id(record))
    if (text::is_alnum(c) && id.size() < mta_sts::max_id_length) id += c;
  if (!id.empty()) return id;
  constexpr std::size_t made = 16;
  const std::string& text = record.source.text;
  return records::hexadecimal(records::sha256({reinterpret_cast<const uint8_t*>(text.data()), text.size()}))
      .substr(0, made);
}

void add_id(const mta_sts::Record& record, std::vector<MtaStsFlaw>& flaws) {
  const Tag* id = meant_id(record);
  const Span end{record.source.whole().end, record.source.whole().end};
  if (id == nullptr) {
    if (!typed_id(record).empty()) return;  // the missing ';' is what is wrong
    flaws.push_back({end, "the record has no id=, so senders use no policy",
                     fmt::format("write {}id={} here", record.list.ends_with_semicolon ? "" : "; ", id_for(record))});
  } else if (record.text(id->separator) != "=") {
    flaws.push_back({id->separator, "id is not followed by '=', so senders use no policy", "write '=' here"});
  } else if (record.text(id->name) != "id") {
    flaws.push_back(
        {id->name, "names of tags are case-sensitive here, so senders see no id", "write id in small letters"});
  } else if (!mta_sts::is_id(record.text(id->value))) {
    flaws.push_back({id->value,
                     fmt::format("{} is no id: it may have 1 to 32 letters and digits, and nothing else",
                                 text::quote(record.text(id->value))),
                     fmt::format("write {} here", id_for(record))});
  }
}

// RFC 8461 3.1: after the version only fields of the form name=value.
void add_remains(const mta_sts::Record& record, std::vector<MtaStsFlaw>& flaws) {
  for (std::size_t at = 1; at < record.list.tags.size(); ++at) {
    const Tag& tag = record.list.tags[at];
    if (is_named(record, tag, "id") || record.text(tag.separator) == "=") continue;
    flaws.push_back({tag.span, fmt::format("{} is no field of the form name=value", text::quote(record.text(tag.span))),
                     "remove this"});
  }
}

}  // namespace

std::vector<MtaStsFlaw> flaws_of(const mta_sts::Record& record) {
  std::vector<MtaStsFlaw> flaws;
  add_version(record, flaws);
  add_id(record, flaws);
  add_remains(record, flaws);
  std::ranges::stable_sort(flaws, {}, [](const MtaStsFlaw& flaw) { return flaw.mark.begin; });
  return flaws;
}

std::string meant_record(const mta_sts::Record& record) {
  return fmt::format("{} id={}", mta_sts::version, id_for(record));
}

}  // namespace mailauth::diagnosis
