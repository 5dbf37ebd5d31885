// A template of CloudFormation, in JSON (as "cdk synth" writes it) or YAML: its AWS::Route53::RecordSet and
// RecordSetGroup resources.
//
//     Spf: { Type: AWS::Route53::RecordSet, Properties: { HostedZoneName: example.com., Name: example.com.,
//            Type: TXT, TTL: '300', ResourceRecords: ['"v=spf1 -all"'] } }

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "dns/other_types.h"
#include "inputs/cloudformation/other_resources.h"
#include "inputs/cloudformation/values.h"
#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/route53/set.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

std::string label_of(const Assumption& assumption) {
  return fmt::format("{} is {}", text::escape_for_display(assumption.condition.substr(0, 100), true),
                     assumption.holds ? "true" : "false");
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
    if (properties == nullptr || is_in_private_zone(*properties)) return;
    if (const Tree* condition = resource.find("Condition"); condition != nullptr && condition->is_scalar())
      template_.assumed = assumption_of(condition->scalar, template_.document);
    if (is_group)
      read_group(*properties, id.scalar);
    else
      read_in_each_case(*properties, [&](const Tree& set) { read_set(set, zone_of(set), id.scalar); });
    template_.assumed.reset();
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

  // Once, or once for each side of the first condition in it that nothing is assumed of.
  template <typename Read>
  void read_in_each_case(const Tree& tree, const Read& read) {
    const auto condition = template_.assumed ? std::nullopt : first_condition(tree, template_.document);
    if (!condition) {
      if (const Tree* side = chosen(tree, template_)) read(*side);
      return;
    }
    for (const bool holds : {true, false}) {
      template_.assumed = {condition->condition, holds};
      if (const Tree* side = chosen(tree, template_)) read(*side);
    }
    template_.assumed.reset();
  }

  void read_group(const Tree& group, const std::string& id) {
    const Tree* sets = group.find("RecordSets");
    if (sets == nullptr) return;
    if (sets->is_list() && !intrinsic_of(*sets)) return read_sets(*sets, group, id);
    if (!first_condition(*sets, template_.document)) return not_read(*sets, id);
    read_in_each_case(*sets, [&](const Tree& list) {
      if (list.is_list() && !intrinsic_of(list)) return read_sets(list, group, id);
      not_read(list, id);
    });
  }

  void read_sets(const Tree& sets, const Tree& group, const std::string& id) {
    std::size_t index = 0;
    for (const Tree& each : sets.items) {
      const std::string name = fmt::format("{}.RecordSets[{}]", id, index++);
      read_in_each_case(each, [&](const Tree& set) {
        set.is_map() && !intrinsic_of(set) ? read_set(set, zone_of(group), name) : not_read(set, name);
      });
    }
  }

  void not_read(const Tree& at, const std::string& id) {
    document_.gaps.push_back({Gap::Why::not_read,
                              text::escape_bytes(id) + ": record sets that are written in this way are not read",
                              {input_.path, at.line, at.column}});
  }

  void read_set(const Tree& set, const std::optional<dns::Name>& zone, const std::string& id) {
    const Where where{input_.path, text::escape_bytes(id)};
    const Tree& name_tree = required(set, "Name", input_.path);
    const std::optional<Value> name = resolve(name_tree, template_);
    const std::optional<Value> type = resolve(required(set, "Type", input_.path), template_);
    if (!name || !type) return note_missing(name_tree, type, zone, where.within);
    const std::optional<dns::Name> owner = name_of(name->text, route53_manner);
    if (!owner) fail(input_.path, name_tree, fmt::format("\"{}\" is no domain name", text::escape_bytes(name->text)));

    Record common{.format = Format::cloudformation, .owner = *owner, .type = type_text(type->text), .zone = zone};
    common.ttl = ttl_of(set.find("TTL"));
    if (const Tree* identifier = set.find("SetIdentifier"))
      common.set = resolve(*identifier, template_).value_or(Value{}).text;
    if (template_.assumed) {
      cases_[{*owner, common.type}].insert_or_assign(*template_.assumed, common);
      common.set += (common.set.empty() ? "" : ", ") + label_of(*template_.assumed);
    }
    take_owner(common, *name);
    read_values(set, common, where);
  }

  void note_missing(const Tree& name, const std::optional<Value>& type, const std::optional<dns::Name>& zone,
                    const std::string& id) {
    const std::string known_type = type ? type_text(type->text) : "";
    if (type && !dns::type_of(known_type)) return;
    if (type) document_.nameless.push_back({known_type, zone.value_or(dns::Name()), first_label_of(name)});
    document_.gaps.push_back(
        {Gap::Why::not_known,
         fmt::format("{}: its {} is only known when the stack is created", id, type ? "name" : "type"),
         {input_.path, name.line, name.column}});
  }

  void read_values(const Tree& set, const Record& common, const Where& where) {
    if (const Tree* alias = set.find("AliasTarget"); alias != nullptr && chosen(*alias, template_) != nullptr)
      return document_.records.push_back(without_value(common, *alias, where, Unread::alias));
    const Tree* written = set.find("ResourceRecords");
    const Tree* values = written != nullptr ? chosen(*written, template_) : nullptr;
    const bool listed = values != nullptr && values->is_list() && !intrinsic_of(*values);
    if (!listed) document_.records.push_back(without_value(common, values != nullptr ? *values : set, where));
    if (!listed) return;
    for (const Tree& each : values->items) {
      if (chosen(each, template_) == nullptr) continue;
      const std::optional<Value> value = resolve(each, template_);
      document_.records.push_back(value ? with_value(common, *value, where, route53_manner)
                                        : without_value(common, each, where));
    }
  }

  // A set that the stack has only under a condition: what there is without it, nobody knows.
  void add_other_cases() {
    for (const auto& [set, cases] : cases_) {
      const auto& [assumed, common] = *cases.begin();
      if (cases.size() > 1) continue;
      Record other = common;
      other.set = label_of({assumed.condition, !assumed.holds});
      document_.records.push_back(
          without_value(other, template_.document, {input_.path, fmt::format("Conditions.{}", assumed.condition)}));
    }
  }

  // Only the networks that such a zone is made for see it.
  bool is_in_private_zone(const Tree& properties) {
    const Tree* id = properties.find("HostedZoneId");
    const Tree* zone = id != nullptr ? zone_resource(*id) : nullptr;
    const Tree* networks = zone != nullptr ? zone->find("VPCs") : nullptr;
    if (networks == nullptr || networks->items.empty() || intrinsic_of(*networks)) return false;
    const Tree* name = zone->find("Name");
    const std::optional<dns::Name> known = name != nullptr ? name_in(*name) : std::nullopt;
    private_zones_.insert(known ? known->text() : text::escape_bytes(zone_id_of(*id)));
    return true;
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
    const Tree* id = properties.find("HostedZoneId");
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

  struct ByCondition {
    bool operator()(const Assumption& a, const Assumption& b) const {
      return std::tie(a.condition, a.holds) < std::tie(b.condition, b.holds);
    }
  };

  Template template_;
  const Input& input_;
  Document document_;
  std::set<std::string> private_zones_;  // names, safe to print
  // Under which conditions the sets of records exist, each with what is common to its records.
  std::map<std::pair<dns::Name, std::string>, std::map<Assumption, Record, ByCondition>> cases_;
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
