// What "aws route53 list-resource-record-sets" prints.

#include <fmt/format.h>

#include <algorithm>

#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/reading/records.h"
#include "inputs/route53/set.h"

namespace mailauth::inputs {
namespace {

// The command goes on by itself to the end, unless --max-items stops it; the API never does.
bool is_cut_off(const Tree& list) {
  const Tree* token = list.find("NextToken");
  const Tree* truncated = list.find("IsTruncated");
  return (token != nullptr && !token->is_null()) || (truncated != nullptr && truncated->is_true());
}

const Record* apex(const Records& records, std::string_view type) {
  const auto at = std::ranges::find(records, type, &Record::type);
  return at != records.end() ? &*at : nullptr;
}

// The zone that the list is of: the owner of its SOA, or of NS that all other names are below.
std::optional<dns::Name> zone_of(const Records& records) {
  if (const Record* soa = apex(records, "SOA")) return soa->owner;
  const Record* ns = apex(records, "NS");
  if (ns == nullptr) return std::nullopt;
  const bool above_all =
      std::ranges::all_of(records, [&](const Record& each) { return each.owner.is_within(ns->owner); });
  return above_all ? std::optional(ns->owner) : std::nullopt;
}

}  // namespace

Document read_route53(const Input& input) {
  Document document{.path = input.path, .format = Format::route53};
  const Record common{.format = Format::route53};
  std::size_t index = 0;
  const auto begin = [&] {
    document.records.clear();
    index = 0;
  };
  const auto take = [&](const Tree& set) {
    const Where where{input.path, fmt::format("/ResourceRecordSets/{}", index++)};
    for (Record& record : read_route53_set(set, common, where)) add_record(std::move(record), document);
  };
  const Tree list = read_long_json(input.bytes, input.path, {"ResourceRecordSets", begin, take});
  expect_map(list, "the document", input.path);
  required_list(list, "ResourceRecordSets", input.path);
  if (document.records.empty()) throw Error{{input.path}, "this list holds no records"};
  const std::optional<dns::Name> zone = zone_of(document.records);
  for (Record& record : document.records) record.zone = zone;
  if (is_cut_off(list)) {
    document.notes.emplace_back("the list is cut off, so nothing is taken for missing: export it without --max-items");
  } else if (zone) {
    document.zones.push_back(*zone);
  }
  return document;
}

}  // namespace mailauth::inputs
