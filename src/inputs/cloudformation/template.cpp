// A template of CloudFormation, in JSON (as "cdk synth" writes it) or YAML: its AWS::Route53::RecordSet and
// RecordSetGroup resources.
//
//     Spf: { Type: AWS::Route53::RecordSet, Properties: { HostedZoneName: example.com., Name: example.com.,
//            Type: TXT, TTL: '300', ResourceRecords: ['"v=spf1 -all"'] } }

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dns/other_types.h"
#include "inputs/cloudformation/other_resources.h"
#include "inputs/cloudformation/values.h"
#include "inputs/formats/readers.h"
#include "inputs/publication.h"
#include "inputs/reading/fields.h"
#include "inputs/route53/set.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

constexpr std::size_t max_assumptions = 12;  // at the same time
constexpr std::size_t max_merged_cases = 64;

std::string label_of(const Assumptions& assumed) {
  std::string label;
  for (const auto& [condition, holds] : assumed)
    label += fmt::format("{}{} is {}", label.empty() ? "" : ", ",
                         text::escape_for_display(condition.substr(0, 100), true), holds ? "true" : "false");
  return label;
}

using Cases = std::map<Assumptions, Record>;  // with what is common to the records

// Of two cases that differ in one condition alone, neither depends on it.
bool merge_one(Cases& cases) {
  for (const auto& [assumed, record] : cases)
    for (const auto& [condition, holds] : assumed) {
      Assumptions other = assumed;
      other[condition] = !holds;
      const auto opposite = cases.find(other);
      if (opposite == cases.end()) continue;
      other.erase(condition);
      const Record common = record;
      cases.erase(opposite);
      cases.erase(Assumptions(assumed));
      cases.emplace(other, common);
      return true;
    }
  return false;
}

class TemplateReader {
 public:
  TemplateReader(const Tree& tree, const Input& input)
      : template_{tree}, input_(input), document_{.path = input.path, .format = Format::cloudformation} {
    document_.gaps = gaps_of_macros(tree, input.path);
  }

  void read(const Tree& id, const Tree& resource) {
    const Tree* type = resource.find_text("Type");
    const Tree* properties = resource.find("Properties");
    const bool is_set = type != nullptr && type->scalar == "AWS::Route53::RecordSet";
    const bool is_group = type != nullptr && type->scalar == "AWS::Route53::RecordSetGroup";
    if (!is_set && !is_group) return pass_over(id, resource);
    if (properties == nullptr) return;
    if (const Tree* condition = resource.find("Condition"); condition != nullptr && condition->is_scalar())
      assume(assumption_of(condition->scalar, template_.document));
    if (is_group)
      read_group(*properties, id.scalar);
    else
      read_in_each_case(*properties, id.scalar, [&](const Tree& set) { read_set_in(set, set, id.scalar); });
    template_.assumed.clear();
  }

  Document take() {
    add_other_cases();
    if (!private_zones_.empty())
      document_.notes.push_back(
          fmt::format("private zones, whose records are not of the public DNS and not looked at: {}",
                      shortened({private_zones_.begin(), private_zones_.end()})));
    return std::move(document_);
  }

 private:
  void pass_over(const Tree& id, const Tree& resource) {
    if (const std::string why = why_not_read(id.scalar, resource); !why.empty())
      document_.gaps.push_back({Gap::Why::not_read, why, {input_.path, id.line, id.column}});
  }

  void assume(const Assumption& assumption) { template_.assumed[assumption.condition] = assumption.holds; }

  // Once, or once for each way in which the conditions in it can come out.
  template <typename Read>
  void read_in_each_case(const Tree& tree, const std::string& id, const Read& read) {
    std::size_t left = max_variants;
    if (read_cases(tree, read, left)) return;
    document_.gaps.push_back(
        {Gap::Why::not_read,
         fmt::format("{}: it depends on so many conditions that not all of its cases are read", text::escape_bytes(id)),
         {input_.path, tree.line, tree.column}});
  }

  // False: not all of them.
  template <typename Read>
  bool read_cases(const Tree& tree, const Read& read, std::size_t& left) {
    if (left == 0 || template_.assumed.size() > max_assumptions) return false;
    const std::optional<std::string> condition = first_condition(tree, template_);
    if (!condition) {
      --left;
      if (const Tree* side = chosen(tree, template_)) read(*side);
      return true;
    }
    bool all = true;
    for (const bool holds : {true, false}) {
      assume({*condition, holds});
      all = read_cases(tree, read, left) && all;
    }
    template_.assumed.erase(*condition);
    return all;
  }

  void read_group(const Tree& group, const std::string& id) {
    const Tree* sets = group.find("RecordSets");
    if (sets == nullptr) return;
    if (sets->is_list() && !intrinsic_of(*sets)) return read_sets(*sets, group, id);
    if (!first_condition(*sets, template_)) return not_read(*sets, id);
    read_in_each_case(*sets, id, [&](const Tree& list) {
      if (list.is_list() && !intrinsic_of(list)) return read_sets(list, group, id);
      not_read(list, id);
    });
  }

  void read_sets(const Tree& sets, const Tree& group, const std::string& id) {
    std::size_t index = 0;
    for (const Tree& each : sets.items) {
      const std::string name = fmt::format("{}.RecordSets[{}]", id, index++);
      read_in_each_case(each, name, [&](const Tree& set) {
        set.is_map() && !intrinsic_of(set) ? read_set_in(group, set, name) : not_read(set, name);
      });
    }
  }

  void not_read(const Tree& at, const std::string& id) {
    document_.gaps.push_back({Gap::Why::not_read,
                              text::escape_bytes(id) + ": record sets that are written in this way are not read",
                              {input_.path, at.line, at.column}});
  }

  // `properties` say in which zone it is.
  void read_set_in(const Tree& properties, const Tree& set, const std::string& id) {
    if (!is_in_private_zone(properties)) read_set(set, zone_of(properties), id);
  }

  void read_set(const Tree& set, const std::optional<dns::Name>& zone, const std::string& id) {
    const Where where{input_.path, text::escape_bytes(id)};
    const Tree& name_tree = required(set, "Name", input_.path);
    const std::optional<Value> name = resolve(name_tree, template_);
    const std::optional<Value> type = resolve(required(set, "Type", input_.path), template_);
    if (!name || !type) return note_missing(set, type, zone, where.within);
    const std::optional<dns::Name> owner = name_of(name->text, route53_manner);
    if (!owner) fail(input_.path, name_tree, fmt::format("\"{}\" is no domain name", text::escape_bytes(name->text)));

    Record common{.format = Format::cloudformation, .owner = *owner, .type = type_text(type->text), .zone = zone};
    common.ttl = ttl_of(set.find("TTL"));
    if (const Tree* identifier = set.find("SetIdentifier"))
      common.set = resolve(*identifier, template_).value_or(Value{}).text;
    if (!template_.assumed.empty()) {
      cases_[{*owner, common.type}].insert_or_assign(template_.assumed, common);
      common.set += (common.set.empty() ? "" : ", ") + label_of(template_.assumed);
    }
    take_owner(common, *name);
    read_values(set, common, where);
  }

  void note_missing(const Tree& set, const std::optional<Value>& type, const std::optional<dns::Name>& zone,
                    const std::string& id) {
    const std::string known_type = type ? type_text(type->text) : "";
    if (type && !dns::type_of(known_type)) return;
    const Tree& name = *set.find("Name");
    if (type) document_.nameless.push_back({known_type, zone.value_or(dns::Name()), first_label_of(name)});
    const bool secret = is_secret(type ? name : *set.find("Type"), template_);
    document_.gaps.push_back({secret ? Gap::Why::not_read : Gap::Why::not_known,
                              fmt::format("{}: its {} is {}", id, type ? "name" : "type",
                                          secret ? "a secret" : "only known when the stack is created"),
                              {input_.path, name.line, name.column}});
  }

  // Of a value that does not resolve.
  Unread why_unread(const Tree& value) const {
    return is_secret(value, template_) ? Unread::hidden : Unread::not_known;
  }

  Unread why_unread_alias(const Tree& alias) const {
    const Tree* target = alias.find("DNSName");
    if (target == nullptr) return why_unread(alias);
    return resolve(*target, template_) ? Unread::alias : why_unread(*target);
  }

  void read_values(const Tree& set, const Record& common, const Where& where) {
    const Tree* target = set.find("AliasTarget");
    if (const Tree* alias = target != nullptr ? chosen(*target, template_) : nullptr)
      return document_.records.push_back(without_value(common, *alias, where, why_unread_alias(*alias)));
    const Tree* written = set.find("ResourceRecords");
    const Tree* values = written != nullptr ? chosen(*written, template_) : nullptr;
    const bool listed = values != nullptr && values->is_list() && !intrinsic_of(*values);
    if (!listed) {
      const Unread why = values != nullptr ? why_unread(*values) : Unread::not_known;
      return document_.records.push_back(without_value(common, values != nullptr ? *values : set, where, why));
    }
    for (const Tree& each : values->items) {
      if (chosen(each, template_) == nullptr) continue;
      const std::optional<Value> value = resolve(each, template_);
      document_.records.push_back(value ? with_value(common, *value, where, route53_manner)
                                        : without_value(common, each, where, why_unread(each)));
    }
  }

  // A set that the stack has only under a condition: what there is without it, nobody knows.
  void add_other_cases() {
    for (auto& [set, cases] : cases_) {
      while (cases.size() <= max_merged_cases && merge_one(cases)) continue;
      const auto& [assumed, common] = *cases.begin();
      if (cases.size() > 1 || assumed.empty()) continue;
      const auto& [condition, holds] = *assumed.begin();
      Record other = common;
      other.set = assumed.size() == 1 ? label_of({{condition, !holds}}) : "otherwise";
      document_.records.push_back(
          without_value(other, template_.document, {input_.path, fmt::format("Conditions.{}", condition)}));
    }
  }

  // Only the networks that such a zone is made for see it.
  bool is_in_private_zone(const Tree& properties) {
    const Tree* id = written_zone_id(properties);
    const Tree* zone = id != nullptr ? zone_resource(*id) : nullptr;
    const Tree* networks = zone != nullptr ? zone->find("VPCs") : nullptr;
    if (networks == nullptr || networks->items.empty() || intrinsic_of(*networks)) return false;
    const Tree* name = zone->find("Name");
    const std::optional<dns::Name> known = name != nullptr ? name_in(*name) : std::nullopt;
    private_zones_.insert(known ? known->text() : text::escape_bytes(zone_id_of(*id)));
    return true;
  }

  const Tree* written_zone_id(const Tree& properties) const {
    const Tree* id = properties.find("HostedZoneId");
    return id != nullptr ? chosen(*id, template_) : nullptr;
  }

  // "Zone" of "!Ref Zone" and "!GetAtt Zone.Id"; empty: it is something else.
  static std::string zone_id_of(const Tree& id) {
    const std::optional<Intrinsic> call = intrinsic_of(id);
    if (!call) return "";
    const Tree& argument = *call->argument;
    if (call->function == "Ref") return argument.scalar;
    if (call->function != "GetAtt") return "";
    return argument.items.empty() ? argument.scalar.substr(0, argument.scalar.find('.')) : argument.items[0].scalar;
  }

  // The properties of a zone of this template; null: it is not of it.
  const Tree* zone_resource(const Tree& id) const {
    const Tree* resource = template_.document.find("Resources")->find(zone_id_of(id));
    return resource != nullptr ? resource->find("Properties") : nullptr;
  }

  // By its name, by its id, or as a resource of the same template.
  std::optional<dns::Name> zone_of(const Tree& properties) const {
    if (const Tree* name = properties.find("HostedZoneName")) return name_in(*name);
    const Tree* id = written_zone_id(properties);
    if (id == nullptr) return std::nullopt;
    if (!intrinsic_of(*id)) return zone_by_id(id->scalar, input_.options);
    const Tree* zone = zone_resource(*id);
    const Tree* name = zone != nullptr ? zone->find("Name") : nullptr;
    return name != nullptr ? name_in(*name) : std::nullopt;
  }

  std::optional<dns::Name> name_in(const Tree& value) const {
    const std::optional<Value> name = resolve(value, template_);
    return name ? name_of(name->text, route53_manner) : std::nullopt;
  }

  Template template_;
  const Input& input_;
  Document document_;
  std::set<std::string> private_zones_;  // names, safe to print
  // Under which conditions the sets of records exist, each with what is common to its records.
  std::map<std::pair<dns::Name, std::string>, Cases> cases_;
};

// "Type: AWS::S3::Bucket" or "Custom::Thing" in one of them.
bool is_template(const Tree& resources) {
  return std::ranges::any_of(resources.members, [](const Member& resource) {
    const Tree* type = resource.value.find_text("Type");
    return resource.key.scalar.starts_with("Fn::") || (type != nullptr && type->scalar.find("::") != std::string::npos);
  });
}

bool is_json(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && bytes[first] == '{';
}

}  // namespace

Document read_cloudformation(const Input& input) {
  const Tree tree = is_json(input.bytes) ? read_json(input.bytes, input.path) : read_yaml(input.bytes, input.path);
  expect_map(tree, "the document", input.path);
  const Tree& resources = required_map(tree, "Resources", input.path);
  if (!is_template(resources))
    fail(input.path, resources,
         "this is no template of CloudFormation: no resource has a type such as AWS::Route53::RecordSet");
  expect_unique_keys(resources, input.path);
  TemplateReader reader(tree, input);
  for (const auto& [id, resource] : resources.members) reader.read(id, resource);
  return reader.take();
}

}  // namespace mailauth::inputs
