// What "terraform show -json PLAN" prints: https://developer.hashicorp.com/terraform/internals/json-format
//
//     "resource_changes": [ { "address": "aws_route53_record.spf", "type": "aws_route53_record",
//       "change": { "actions": ["update"], "before": {...}, "after": {...}, "after_unknown": {...} } } ]

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "dns/other_types.h"
#include "inputs/formats/readers.h"
#include "inputs/publication.h"
#include "inputs/reading/fields.h"
#include "inputs/reading/records.h"
#include "inputs/terraform/record.h"
#include "inputs/terraform/unread.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

constexpr std::size_t longest_address = 500;  // bytes that are shown: each record of a resource says it

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

bool says(const Tree& plan, std::string_view key, std::string_view value) {
  const Tree* said = plan.find(key);
  return said != nullptr && said->kind == Tree::Kind::boolean && said->scalar == value;
}

// May it be a TXT, CNAME, MX, A, AAAA or NS record? What nobody knows may be.
bool matters(std::string_view type) {
  return concerns_mail(type) || type == "SPF" || dns::is_address_alias(type) ||
         (!dns::type_of(type) && !dns::is_other_type(type));
}

struct States {
  std::optional<ResourceRecords> before, after;  // nothing: it is not there
};

using SetName = std::tuple<dns::Name, std::string, std::string>;
SetName name_of_set(const RecordSet& set) { return {set.owner.value_or(dns::Name()), set.type, set.set}; }

// A resource that has a set of records.
struct Claim {
  std::string address;
  std::string provider;   // "cloudflare"
  bool whole_set = true;  // false: resources of this provider have one record each, and go together

  bool goes_with(const Claim& other) const {
    return address == other.address || (!whole_set && !other.whole_set && provider == other.provider);
  }
};

// Keys of "for_each" may be in any language.
std::string shown_address(std::string_view address) {
  return text::escape_for_display(address.substr(0, longest_address), true);
}

class PlanReader {
 public:
  PlanReader(const Tree& plan, const Input& input)
      : document_{.path = input.path, .format = Format::terraform}, zones_(zones_of(plan, input.options)) {}

  void read_change(const Tree& row) {
    const Tree* change = row.find("change");
    // An object that is only left over from an update that failed ("deposed") is no record of its own.
    if (!begin(row) || change == nullptr || row.find("deposed") != nullptr) return;
    if (is_record_type(type_))
      read_states(*change, {state(*change, "before"), state(*change, "after")});
    else if (is_of_private_zone(type_))
      note_private_zone(*change);
    else if (may_hold_records(type_, *change))
      add_gap(Gap::Why::not_read, "resources of this type are not read");
  }

  // Of the state before, in a plan that changes nothing.
  void read_kept(const Tree& row) {
    const Tree* values = row.find("values");
    if (!begin(row) || values == nullptr || !values->is_map()) return;
    if (is_record_type(type_))
      keep(public_records({whole_address_, type_, *values, nullptr, row.find("sensitive_values")}, true));
    else if (is_of_private_zone(type_))
      note_private_zone(row);
    else if (may_hold_records(type_, row))
      add_gap(Gap::Why::not_read, "resources of this type are not read");
  }

  // Of "deferred_changes": terraform plans it again in a later run, when it knows what it has to.
  void read_deferred(const Tree& deferred) {
    const Tree* row = deferred.find("resource_change");
    const Tree* change = row != nullptr ? row->find("change") : nullptr;
    if (change == nullptr || !begin(*row)) return;
    const bool concerns =
        is_record_type(type_) ? may_matter(*change) : !is_of_private_zone(type_) && may_hold_records(type_, *change);
    if (concerns) add_gap(Gap::Why::not_known, "its change is put off (deferred): what it will be is not known");
  }

  void add_gap_of_plan(const Tree& plan, std::string what) {
    document_.gaps.push_back({Gap::Why::not_read, std::move(what), {document_.path, plan.line, plan.column}});
  }

  Document take() {
    if (!sensitive_.empty())
      document_.notes.push_back(fmt::format("sensitive, and so not looked at: {}", shortened(sensitive_)));
    if (!private_zones_.empty())
      document_.notes.push_back(
          fmt::format("private zones, whose records are not of the public DNS and not looked at: {}",
                      shortened({private_zones_.begin(), private_zones_.end()})));
    if (!apart_.empty())
      document_.notes.push_back(
          fmt::format("the same records are in two resources, and each is looked at by itself: {}", shortened(apart_)));
    for (const auto& [id, addresses] : taken_as_whole_)
      document_.notes.push_back(fmt::format("{}, so the names of these were taken as they are: {}",
                                            zone_without_name(id), shortened(addresses)));
    return std::move(document_);
  }

 private:
  static std::string zone_without_name(const std::string& id) {
    if (id.empty()) return "their zone is not in this plan";
    return fmt::format("zone {0} has no name in this plan (say it with --zone-name {0}=example.com)",
                       text::escape_bytes(id.substr(0, longest_address)));
  }

  bool begin(const Tree& row) {
    const Tree* mode = row.find_text("mode");
    if (mode != nullptr && mode->scalar != "managed") return false;
    const Tree& address = required_text(row, "address", document_.path);
    whole_address_ = address.scalar;
    address_ = shown_address(address.scalar);
    type_ = required_text(row, "type", document_.path).scalar;
    at_ = {document_.path, address.line, address.column};
    told_.clear();
    return true;
  }

  // Those of private zones are passed over.
  ResourceRecords public_records(const Resource& resource, bool follow) {
    ResourceRecords records = records_of(resource, zones_, follow);
    const auto is_private = [](const RecordSet& set) { return set.in_private_zone; };
    if (records.exclusive && is_private(*records.exclusive)) {
      private_zones_.insert(records.exclusive->zone->text());
      return {};
    }
    for (const RecordSet& set : records.sets)
      if (is_private(set)) private_zones_.insert(set.zone->text());
    std::erase_if(records.sets, is_private);
    return records;
  }

  // Of a provider that has types of their own for private zones.
  void note_private_zone(const Tree& row) {
    for (const char* key : {"values", "after", "before"})
      if (const Tree* state = row.find(key); state != nullptr && state->is_map()) {
        const Tree *sensitive = row.find("after_sensitive"), *other = row.find("before_sensitive");
        if (sensitive == nullptr) sensitive = row.find("sensitive_values");
        const Resource resource{whole_address_, type_, *state, nullptr, sensitive, other};
        const auto zone = name_of(text_of(resource, type_ == "azurerm_private_dns_zone" ? "name" : "zone_name"), {});
        if (zone && !zone->is_root()) private_zones_.insert(zone->text());
      }
  }

  // Is there a record of a type that matters, in a zone that is public, or one that nobody knows?
  bool may_matter(const Tree& change) {
    const auto after = state(change, "after"), before = state(change, "before");
    const auto any = [](const std::optional<ResourceRecords>& records) {
      return records && (records->exclusive ||
                         std::ranges::any_of(records->sets, [](const RecordSet& set) { return matters(set.type); }));
    };
    return (!after && !before) || any(after) || any(before);
  }

  std::optional<ResourceRecords> state(const Tree& change, std::string_view key) {
    const Tree* values = change.find(key);
    if (values == nullptr || !values->is_map()) return std::nullopt;
    const bool is_after = key == "after";
    const Tree* unknown = is_after ? change.find("after_unknown") : nullptr;
    const Tree *sensitive = change.find("before_sensitive"), *other = change.find("after_sensitive");
    if (is_after) std::swap(sensitive, other);
    return public_records({whole_address_, type_, *values, unknown, sensitive, other},
                          is_after || is_same_zone(change));
  }

  // Then what the configuration says of the zone after is true of the one before.
  bool is_same_zone(const Tree& change) const {
    const Tree *before = change.find("before"), *after = change.find("after");
    if (after == nullptr || !after->is_map()) return true;
    const Tree *zone = before->find(zone_key(type_)), *next = after->find(zone_key(type_));
    return zone == nullptr || (next != nullptr && zone->scalar == next->scalar);
  }

  void read_states(const Tree& change, const States& states) {
    const bool stays = does(change, "no-op") || does(change, "forget");
    // To destroy an exclusive resource deletes none of its records.
    const bool is_let_go = states.before && states.before->exclusive && !states.after;
    if (stays || is_let_go) {
      if (states.after || states.before) keep(states.after ? *states.after : *states.before);
    } else {
      replace(states.before.value_or(ResourceRecords()), states.after.value_or(ResourceRecords()));
    }
  }

  void keep(const ResourceRecords& records) {
    for (const RecordSet& set : records.sets) add(set, Action::keep, nullptr);
    add_exclusive(records);
  }

  void replace(const ResourceRecords& before, const ResourceRecords& after) {
    std::map<SetName, const RecordSet*> old;
    for (const RecordSet& set : before.sets) old.emplace(name_of_set(set), &set);
    std::vector<const RecordSet*> replaced;
    for (const RecordSet& set : after.sets) {
      auto same = old.find(name_of_set(set));
      if (same == old.end() && before.sets.size() == 1 && may_be_same(before.sets[0], set)) same = old.begin();
      replaced.push_back(same == old.end() ? nullptr : same->second);
      if (same != old.end()) old.erase(same);
    }
    for (const auto& [name, set] : old) add(*set, Action::remove, set);
    for (std::size_t i = 0; i < after.sets.size(); ++i)
      add(after.sets[i], replaced[i] != nullptr ? Action::replace : Action::create, replaced[i]);
    add_exclusive(after);
  }

  // What is not said of the state before is as it was.
  static bool may_be_same(const RecordSet& before, const RecordSet& after) {
    const bool same_owner = !before.owner || !after.owner || before.owner == after.owner;
    return same_owner && (before.type.empty() || before.type == after.type) && before.set == after.set;
  }

  void add(const RecordSet& set, Action action, const RecordSet* before) {
    if (set.type.empty()) {
      add_gap_of(set.type_hidden, "its type");
    } else if (!set.owner) {
      add_without_owner(set, action);
    } else if (dns::is_address_alias(set.type)) {
      for (const char* type : {"A", "AAAA"}) add_records(set, type, action, nullptr);
    } else if (!dns::type_of(set.type) && !dns::is_other_type(set.type)) {
      add_gap(Gap::Why::not_read, fmt::format("records of type {} are not read", set.type.substr(0, longest_address)));
    } else {
      add_records(set, set.type, action, before);
    }
  }

  void add_records(const RecordSet& set, const std::string& type, Action action, const RecordSet* before) {
    note(set);
    const Where where{document_.path, address_, true};
    Record common{.format = Format::terraform, .owner = *set.owner, .type = type, .ttl = set.ttl, .action = action};
    common.zone = set.zone;
    common.whole_set = set.whole_set;
    common.proxied = set.proxied;
    if (before != nullptr) common.before = data_before(*before, set);
    if (set.name != nullptr) take_owner(common, value_of(*set.name));
    const Unread why = why_unread(set);
    for (const ResourceValue& each : set.values) {
      common.set = each.set.empty() ? set.set : each.set;
      keep_apart(common);
      const bool known = each.value && !set.is_alias && !dns::is_address_alias(set.type);
      Record record =
          known ? with_value(common, *each.value, where, set.manner) : without_value(common, *each.at, where, why);
      // No rule speaks of it.
      const bool wants_quotes = set.manner.txt == TxtForm::quoted || set.manner.txt == TxtForm::route53;
      if (record.unread == Unread::unreadable && type == "TXT" && wants_quotes)
        add_gap(Gap::Why::not_read,
                "its text is not one that the provider takes: strings of at most 255 bytes in quotes");
      add_record(std::move(record), document_);
    }
  }

  // Of the values that are not there.
  static Unread why_unread(const RecordSet& set) {
    if (set.is_sensitive) return Unread::hidden;
    const bool alias_of_type = dns::is_address_alias(set.type) && std::ranges::all_of(set.values, &has_value);
    return alias_of_type || (set.is_alias && set.names_target) ? Unread::alias : Unread::not_known;
  }

  static bool has_value(const ResourceValue& each) { return each.value.has_value(); }

  // The records of one name and type belong to one resource. What another one says of them, in another account or by
  // mistake, may be what is published: both are looked at, each by itself.
  void keep_apart(Record& record) {
    if (record.action == Action::remove) return;
    const Claim claim{whole_address_, std::string(type_.substr(0, type_.find('_'))), record.whole_set};
    std::vector<Claim>& claims = claims_[{record.owner, record.type, record.set}];
    const auto same = std::ranges::find_if(claims, [&](const Claim& other) { return other.goes_with(claim); });
    const bool is_new = same == claims.end();
    const bool is_first = is_new ? claims.empty() : same == claims.begin();
    if (is_new && !is_first && told_.insert("apart").second) {
      apart_.push_back(fmt::format("{} {} of {} and {}", record.owner.text(), record.type,
                                   shown_address(claims.front().address), address_));
      if (claims.size() >= max_variants)
        add_gap(Gap::Why::not_read, "too many resources have records of this name and type");
    }
    if (!is_first) record.set += (record.set.empty() ? "" : ", ") + shown_address((is_new ? claim : *same).address);
    if (is_new && claims.size() < max_variants) claims.push_back(claim);
  }

  void note(const RecordSet& set) {
    if (set.is_sensitive && matters(set.type) && told_.insert("sensitive").second) sensitive_.push_back(address_);
    if (set.taken_as_whole && told_.insert("whole").second) taken_as_whole_[set.zone_id].push_back(address_);
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

  // It may be at any name of its zone.
  void add_without_owner(const RecordSet& set, Action action) {
    if (!matters(set.type)) return;
    if (set.name == nullptr && set.name_hidden != Hidden::no) {
      add_gap_of(set.name_hidden, "its name");
    } else if (!set.zone) {
      add_gap_of_zone(set);
    } else {
      add_gap(Gap::Why::not_read, "its name is no domain name");
    }
    if (action == Action::remove) return;
    const std::string name = set.name != nullptr ? text::to_lower(set.name->scalar) : "";
    document_.nameless.push_back({set.type, set.zone.value_or(dns::Name()), name.substr(0, name.find('.'))});
  }

  void add_exclusive(const ResourceRecords& records) {
    if (!records.exclusive) return;
    if (records.hidden != Hidden::no) {
      add_gap_of(records.hidden, "a record of it");
      for (const char* type : {"TXT", "CNAME"})
        document_.nameless.push_back({type, records.exclusive->zone.value_or(dns::Name())});
    } else if (!records.exclusive->zone) {
      add_gap_of_zone(*records.exclusive);
    } else if (std::ranges::find(document_.zones, *records.exclusive->zone) == document_.zones.end()) {
      add_whole_zone(*records.exclusive->zone);
    }
  }

  // The provider leaves SOA and NS of the zone itself alone.
  void add_whole_zone(const dns::Name& zone) {
    document_.zones.push_back(zone);
    Record servers{.format = Format::terraform, .owner = zone, .type = "NS"};
    servers.zone = zone;
    Tree here;
    here.line = at_.line;
    here.column = at_.column;
    add_record(without_value(servers, here, {document_.path, address_, true}, Unread::alias), document_);
  }

  void add_gap_of_zone(const RecordSet& set) {
    if (set.zone_hidden != Hidden::no)
      add_gap_of(set.zone_hidden, "its zone");
    else if (set.zone_id.empty())
      add_gap(Gap::Why::not_read, "its zone is not in this plan");
    else
      add_gap(Gap::Why::not_read, zone_without_name(set.zone_id));
  }

  // What is sensitive is never shown, and so not read.
  void add_gap_of(Hidden why, std::string_view what) {
    switch (why) {
      case Hidden::unknown: return add_gap(Gap::Why::not_known, fmt::format("{} is only known after apply", what));
      case Hidden::sensitive: return add_gap(Gap::Why::not_read, fmt::format("{} is sensitive", what));
      case Hidden::no: return add_gap(Gap::Why::not_read, fmt::format("{} is not in this plan", what));
    }
  }

  // Once of a resource.
  void add_gap(Gap::Why why, const std::string& what) {
    if (told_.insert(what).second)
      document_.gaps.push_back({why, fmt::format("{}: {}", address_, what), at_, address_});
  }

  Document document_;
  PlanZones zones_;
  std::string whole_address_, address_, type_;  // of the row; `address_` is safe to print
  text::Position at_;
  std::set<std::string> told_;                                      // of the row
  std::set<std::string> private_zones_;                             // names, safe to print
  std::map<SetName, std::vector<Claim>> claims_;                    // which resources have a set of records
  std::vector<std::string> apart_;                                  // safe to print
  std::vector<std::string> sensitive_;                              // addresses
  std::map<std::string, std::vector<std::string>> taken_as_whole_;  // by id of the zone
};

// Recursion is bounded by the depth of the tree.
void read_module(const Tree* module, PlanReader& reader) {
  if (module == nullptr) return;
  if (const Tree* resources = module->find("resources"))
    for (const Tree& row : resources->items) reader.read_kept(row);
  if (const Tree* children = module->find("child_modules"))
    for (const Tree& child : children->items) read_module(&child, reader);
}

const Tree* child(const Tree* map, std::string_view key) { return map != nullptr ? map->find(key) : nullptr; }

// A plan that leaves all resources alone, such as one of -refresh-only, lists none of them as changed.
void read_unchanged(const Tree& plan, PlanReader& reader) {
  const Tree* prior = child(child(plan.find("prior_state"), "values"), "root_module");
  read_module(prior != nullptr ? prior : child(plan.find("planned_values"), "root_module"), reader);
}

// "terraform show -json" without a plan prints the state, which may be empty.
void refuse_state(const Tree& plan, const std::string& path) {
  if (plan.find("provider_schemas") != nullptr)
    fail(path, plan,
         "these are the schemas of providers and not a plan: \"terraform show -json plan\" prints the plan");
  if (plan.find("planned_values") != nullptr || plan.find("resource_changes") != nullptr) return;
  fail(path, plan,
       "this is a state and not a plan: \"terraform plan -out=plan && terraform show -json plan\" prints the plan");
}

}  // namespace

Document read_terraform(const Input& input) {
  const Tree plan = read_json(input.bytes, input.path);
  expect_map(plan, "the document", input.path);
  check_version(plan, input.path);
  refuse_state(plan, input.path);
  PlanReader reader(plan, input);
  if (says(plan, "errored", "true"))
    reader.add_gap_of_plan(plan, "the plan ended with an error: not everything is in it");
  else if (says(plan, "complete", "false"))
    reader.add_gap_of_plan(plan,
                           "the plan is not complete (-target, or changes that were put off): not everything is in it");
  const Tree* rows = plan.find("resource_changes");
  if (rows == nullptr || rows->is_null())
    read_unchanged(plan, reader);
  else
    for (const Tree& row : required_list(plan, "resource_changes", input.path).items) reader.read_change(row);
  if (const Tree* deferred = plan.find("deferred_changes"))
    for (const Tree& each : deferred->items) reader.read_deferred(each);
  return reader.take();
}

}  // namespace mailauth::inputs
