// What "terraform show -json PLAN" prints: https://developer.hashicorp.com/terraform/internals/json-format
//
//     "resource_changes": [ { "address": "aws_route53_record.spf", "type": "aws_route53_record",
//       "change": { "actions": ["update"], "before": {...}, "after": {...}, "after_unknown": {...} } } ]

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/terraform/record.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

void check_version(const Tree& plan, const std::string& path) {
  const Tree& version = required_text(plan, "format_version", path);
  if (!version.scalar.starts_with("1."))
    fail(path, version,
         fmt::format("format_version {} is not known; 1 is", text::escape_bytes(version.scalar.substr(0, 20))));
}

bool does(const Tree& change, std::string_view action) {
  const Tree* actions = change.find("actions");
  return actions != nullptr &&
         std::ranges::any_of(actions->items, [&](const Tree& each) { return each.scalar == action; });
}

struct States {
  std::optional<RecordSet> before, after;  // nothing: it is not there, or is no record
};

class PlanReader {
 public:
  PlanReader(const Tree& plan, const Input& input)
      : document_{.path = input.path, .format = Format::terraform}, zones_(zones_of(plan, input.options)) {}

  void read(const Tree& row) {
    const Tree* mode = row.find_text("mode");
    const Tree* change = row.find("change");
    const bool managed = mode == nullptr || mode->scalar == "managed";
    // An object that is only left over from an update that failed ("deposed") is no record of its own.
    if (!managed || change == nullptr || row.find("deposed") != nullptr) return;
    address_ = required_text(row, "address", document_.path).scalar;
    type_ = required_text(row, "type", document_.path).scalar;
    States states{state(*change, "before"), state(*change, "after")};
    read_change(*change, states);
  }

  Document take() {
    for (const std::string& id : nameless_zones_)
      document_.notes.push_back(fmt::format(
          "zone {0} has no name in this plan: give it with --zone-name {0}=example.com", text::escape_bytes(id)));
    if (!placeless_.empty())
      document_.notes.push_back(fmt::format("only known after apply: the names of {}", shortened(placeless_)));
    return std::move(document_);
  }

 private:
  std::optional<RecordSet> state(const Tree& change, std::string_view key) const {
    const Tree* values = change.find(key);
    if (values == nullptr || !values->is_map()) return std::nullopt;
    const bool after = key == "after";
    const Tree* unknown = after ? change.find("after_unknown") : nullptr;
    const Tree* sensitive = change.find(after ? "after_sensitive" : "before_sensitive");
    return record_set_of({address_, type_, *values, unknown, sensitive}, zones_);
  }

  void read_change(const Tree& change, const States& states) {
    const std::optional<RecordSet>& before = states.before;
    const std::optional<RecordSet>& after = states.after;
    if (does(change, "no-op") || does(change, "forget")) {
      if (after || before) add(after ? *after : *before, Action::keep, nullptr);
    } else if (before && after && same_set(*before, *after)) {
      add(*after, Action::replace, &*before);
    } else {
      if (before) add(*before, Action::remove, &*before);
      if (after) add(*after, Action::create, nullptr);
    }
  }

  // What is not said of the state before is as it was.
  static bool same_set(const RecordSet& before, const RecordSet& after) {
    const bool same_owner = !before.owner || !after.owner || before.owner == after.owner;
    return same_owner && (before.type.empty() || before.type == after.type) && before.set == after.set;
  }

  void add(const RecordSet& set, Action action, const RecordSet* before) {
    if (!set.owner) return note_missing(set, action);
    const Where where{document_.path, text::escape_bytes(address_)};
    Record common{.format = Format::terraform, .owner = *set.owner, .type = set.type, .ttl = set.ttl, .action = action};
    common.zone = set.zone;
    common.whole_set = set.whole_set;
    common.proxied = set.proxied;
    if (before != nullptr) common.before = data_before(*before, set);
    if (set.name != nullptr) take_owner(common, value_of(*set.name));
    for (const ResourceValue& each : set.values) {
      common.set = each.set.empty() ? set.set : each.set;
      document_.records.push_back(each.value ? with_value(common, *each.value, where, set.manner)
                                             : without_value(common, *each.at, where));
    }
  }

  static Before data_before(const RecordSet& before, const RecordSet& set) {
    std::vector<dns::Data> all;
    for (const ResourceValue& each : before.values) {
      const auto data = each.value ? data_of(set.type, each.value->text, set.manner) : std::nullopt;
      if (!data) return nullptr;
      all.push_back(*data);
    }
    return std::make_shared<const std::vector<dns::Data>>(std::move(all));
  }

  void note_missing(const RecordSet& set, Action action) {
    if (set.name != nullptr && !set.zone && !set.zone_id.empty()) {
      nameless_zones_.insert(set.zone_id);
      return;
    }
    placeless_.push_back(text::escape_bytes(address_));
    if (action != Action::remove) document_.nameless.push_back({set.type, set.zone.value_or(dns::Name())});
  }

  Document document_;
  PlanZones zones_;
  std::string address_, type_;  // of the row
  std::set<std::string> nameless_zones_;
  std::vector<std::string> placeless_;  // addresses
};

}  // namespace

Document read_terraform(const Input& input) {
  const Tree plan = read_json(input.bytes, input.path);
  expect_map(plan, "the document", input.path);
  check_version(plan, input.path);
  PlanReader reader(plan, input);
  const Tree* rows = plan.find("resource_changes");
  if (rows != nullptr)
    for (const Tree& row : rows->items) reader.read(row);
  Document document = reader.take();
  if (rows == nullptr) document.notes.emplace_back("this is no plan: \"terraform show -json PLAN\" prints one");
  return document;
}

}  // namespace mailauth::inputs
