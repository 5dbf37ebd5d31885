#include "records/mta_sts.h"

#include <algorithm>
#include <utility>

#include "text/ascii.h"

namespace mailauth::records::mta_sts {

const Tag* Record::find(std::string_view name) const { return find_tag(source, list, name, NameCase::sensitive); }

Record parse(text::Source source) {
  Record record;
  record.source = std::move(source);
  record.list = parse_tag_list(record.source.text);
  return record;
}

bool is_mta_sts(std::string_view text) { return text.starts_with(version); }

bool resembles_mta_sts(std::string_view text) { return text::contains_ignoring_case(text, "stsv1"); }

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= max_id_length && std::ranges::all_of(text, text::is_alnum);
}

bool is_usable(const Record& record) {
  const Tag* id = record.find("id");
  return is_mta_sts(record.source.text) && id != nullptr && is_id(record.text(id->value));
}

std::string dump(const Record& record) {
  std::string shown = is_mta_sts(record.source.text)          ? "mta-sts"
                      : resembles_mta_sts(record.source.text) ? "lookalike"
                                                              : "other";
  if (const Tag* id = record.find("id")) {
    shown += is_id(record.text(id->value)) ? " id=" : " id=bad:";
    shown += record.text(id->value);
  }
  return text::escape_bytes(shown);
}

}  // namespace mailauth::records::mta_sts
