// A change batch, for "aws route53 change-resource-record-sets --change-batch"; also the whole request, as
// --cli-input-json takes it.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/route53/set.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

struct ActionName {
  std::string_view name;
  Action action;
};
constexpr std::array actions = {
    ActionName{"CREATE", Action::create},
    ActionName{"UPSERT", Action::replace},
    ActionName{"DELETE", Action::remove},
};

Action action_of(const Tree& change, const std::string& path) {
  const Tree& value = required_text(change, "Action", path);
  const auto at = std::ranges::find(actions, value.scalar, &ActionName::name);
  if (at == actions.end())
    fail(path, value, fmt::format("\"{}\" is none of CREATE, UPSERT and DELETE", text::escape_bytes(value.scalar)));
  return at->action;
}

// A set can only be deleted by saying what it has.
void take_before(Records& set) {
  std::vector<dns::Data> data;
  for (const Record& record : set) {
    if (!record.data) return;
    data.push_back(*record.data);
  }
  const auto before = std::make_shared<const std::vector<dns::Data>>(std::move(data));
  for (Record& record : set) record.before = before;
}

}  // namespace

Document read_route53_changes(const Input& input) {
  Document document{.path = input.path, .format = Format::route53_changes};
  const Tree request = read_json(input.bytes, input.path);
  expect_map(request, "the document", input.path);
  const Tree* batch = request.find("ChangeBatch");
  Record common{.format = Format::route53_changes};
  if (const Tree* zone = request.find_text("HostedZoneId")) common.zone = zone_by_id(zone->scalar, input.options);
  std::size_t index = 0;
  for (const Tree& change : required_list(batch != nullptr ? *batch : request, "Changes", input.path).items) {
    const Where where{input.path, fmt::format("{}/Changes/{}", batch != nullptr ? "/ChangeBatch" : "", index++)};
    common.action = action_of(change, input.path);
    Records set = read_route53_set(required(change, "ResourceRecordSet", input.path), common, where);
    if (common.action == Action::remove) take_before(set);
    std::ranges::move(set, std::back_inserter(document.records));
  }
  if (index == 0) throw Error{{input.path}, "this change batch holds no changes"};
  return document;
}

}  // namespace mailauth::inputs
