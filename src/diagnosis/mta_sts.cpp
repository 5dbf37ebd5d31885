#include "diagnosis/mta_sts.h"

#include <fmt/format.h>

#include <utility>

#include "records/sha256.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis {

namespace mta_sts = records::mta_sts;

namespace {

using records::Tag;
using text::Span;

Announcement announcement(const mta_sts::Record& record) {
  return {record.source, record.list, mta_sts::version, "id", [](std::string_view name) {
            return text::equals_ignoring_case(name, "id") || text::equals_ignoring_case(name, "v");
          }};
}

std::string_view typed_id(const mta_sts::Record& record) {
  const std::optional<Span> value = announcement(record).meant_value();
  return value ? record.text(*value) : std::string_view();
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

void add_id(const mta_sts::Record& record, std::vector<RecordFlaw>& flaws) {
  const Tag* id = announcement(record).meant_field();
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
void add_remains(const mta_sts::Record& record, std::vector<RecordFlaw>& flaws) {
  for (std::size_t at = 1; at < record.list.tags.size(); ++at) {
    const Tag& tag = record.list.tags[at];
    if (!announcement(record).is_field(tag) && record.text(tag.separator) != "=")
      flaws.push_back(no_field(announcement(record), tag));
  }
}

}  // namespace

std::vector<RecordFlaw> flaws_of(const mta_sts::Record& record) {
  std::vector<RecordFlaw> flaws;
  if (auto flaw = version_flaw(announcement(record))) flaws.push_back(*std::move(flaw));
  add_id(record, flaws);
  add_remains(record, flaws);
  return in_order(std::move(flaws));
}

std::string meant_record(const mta_sts::Record& record) {
  return fmt::format("{} id={}", mta_sts::version, id_for(record));
}

}  // namespace mailauth::diagnosis
