#pragma once
// What is wrong with a record that tells senders about TLS: TLS-RPT (RFC 8460 3) and MTA-STS (RFC 8461 3.1) are written
// alike. Senders keep what begins with exactly "v=NAME;", and need one field of it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/tag_list.h"
#include "text/source.h"

namespace mailauth::diagnosis {

struct RecordFlaw {
  text::Span mark;
  std::string problem;  // one sentence without full stop
  std::string advice;   // what to do at the mark
};

struct Announcement {
  const text::Source& source;
  const records::TagList& list;
  std::string_view version;                 // "v=STSv1;"
  std::string_view field;                   // "id": the one that it needs
  bool (*is_known)(std::string_view name);  // "id" and "v", in letters of either case

  bool is_field(const records::Tag& tag) const;  // in letters of either case
  // The tag that was meant as the field, whatever its letters and its separator; null when there is none.
  const records::Tag* meant_field() const;
  // Its value, also where the tag became part of another one because a ';' is missing.
  std::optional<text::Span> meant_value() const;
};

// That it does not begin as it must.
std::optional<RecordFlaw> version_flaw(const Announcement& record);
// That a tag is none of the form name=value.
RecordFlaw no_field(const Announcement& record, const records::Tag& tag);
// In the order of the text.
std::vector<RecordFlaw> in_order(std::vector<RecordFlaw> flaws);

}  // namespace mailauth::diagnosis
