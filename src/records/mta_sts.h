#pragma once
// An MTA-STS record (RFC 8461 3.1): says that there is a policy, and that it is another one than before.
//
//     v=STSv1; id=20260101T000000

#include <string>
#include <string_view>

#include "records/tag_list.h"
#include "text/source.h"

namespace mailauth::records::mta_sts {

inline constexpr std::string_view version = "v=STSv1;";
inline constexpr std::size_t max_id_length = 32;

struct Record {
  text::Source source;
  TagList list;

  std::string_view text(text::Span span) const { return source.at(span); }
  const Tag* find(std::string_view name) const;  // the first one with '='; names are case-sensitive
};

Record parse(text::Source source);

// Do senders keep this TXT? Those that do not begin with "v=STSv1;" are discarded (RFC 8461 3.1).
bool is_mta_sts(std::string_view text);
// Was it meant to be one, whether it is or not?
bool resembles_mta_sts(std::string_view text);
// 1 to 32 letters and digits.
bool is_id(std::string_view text);
// One that senders keep, with an id that they can compare.
bool is_usable(const Record& record);

std::string dump(const Record& record);  // for tests: one line that shows the whole model

}  // namespace mailauth::records::mta_sts
