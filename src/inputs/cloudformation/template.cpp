// A template of CloudFormation, in JSON (as "cdk synth" writes it) or YAML: its AWS::Route53::RecordSet and
// RecordSetGroup resources.
//
//     Spf: { Type: AWS::Route53::RecordSet, Properties: { HostedZoneName: example.com., Name: example.com.,
//            Type: TXT, TTL: '300', ResourceRecords: ['"v=spf1 -all"'] } }

#include <fmt/format.h>

#include "inputs/cloudformation/values.h"
#include "inputs/formats/readers.h"
#include "inputs/reading/fields.h"
#include "inputs/route53/set.h"
#include "inputs/zone/names.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

class TemplateReader {
 public:
  TemplateReader(const Tree& tree, const Input& input)
      : tree_(tree), input_(input), document_{.path = input.path, .format = Format::cloudformation} {}

  void read(const std::string& id, const Tree& resource) {
    const Tree* type = resource.find_text("Type");
    const Tree* properties = resource.find("Properties");
    if (type == nullptr || properties == nullptr) return;
    if (type->scalar == "AWS::Route53::RecordSet") read_set(*properties, zone_of(*properties), id);
    if (type->scalar == "AWS::Route53::RecordSetGroup") read_group(*properties, id);
  }

  Document take() {
    if (!placeless_.empty())
      document_.notes.push_back("only known when the stack is created: the names of " + shortened(placeless_));
    return std::move(document_);
  }

 private:
  void read_group(const Tree& group, const std::string& id) {
    const std::optional<dns::Name> zone = zone_of(group);
    const Tree* sets = group.find("RecordSets");
    if (sets == nullptr) return;
    std::size_t index = 0;
    for (const Tree& set : sets->items) read_set(set, zone, fmt::format("{}.RecordSets[{}]", id, index++));
  }

  void read_set(const Tree& set, const std::optional<dns::Name>& zone, const std::string& id) {
    const Where where{input_.path, text::escape_bytes(id)};
    const Tree& name_tree = required(set, "Name", input_.path);
    const std::optional<Value> name = resolve(name_tree, tree_);
    const std::optional<Value> type = resolve(required(set, "Type", input_.path), tree_);
    if (!name || !type) return note_missing(name_tree, type, zone, where.within);
    const std::optional<dns::Name> owner = name_of(name->text, route53_manner);
    if (!owner) fail(input_.path, name_tree, fmt::format("\"{}\" is no domain name", text::escape_bytes(name->text)));

    Record common{.format = Format::cloudformation, .owner = *owner, .type = type_text(type->text), .zone = zone};
    common.ttl = ttl_of(set.find("TTL"));
    if (const Tree* identifier = set.find("SetIdentifier"))
      common.set = resolve(*identifier, tree_).value_or(Value{}).text;
    take_owner(common, *name);
    read_values(set, common, where);
  }

  void note_missing(const Tree& name, const std::optional<Value>& type, const std::optional<dns::Name>& zone,
                    const std::string& id) {
    placeless_.push_back(id);
    if (type) document_.nameless.push_back({type_text(type->text), zone.value_or(dns::Name()), first_label_of(name)});
  }

  void read_values(const Tree& set, const Record& common, const Where& where) {
    const Tree* values = set.find("ResourceRecords");
    const bool listed = values != nullptr && values->is_list() && !intrinsic_of(*values);
    if (!listed) document_.records.push_back(without_value(common, values != nullptr ? *values : set, where));
    if (!listed) return;
    for (const Tree& each : values->items) {
      const std::optional<Value> value = resolve(each, tree_);
      document_.records.push_back(value ? with_value(common, *value, where, route53_manner)
                                        : without_value(common, each, where));
    }
  }

  // By its name, by its id, or as a resource of the same template.
  std::optional<dns::Name> zone_of(const Tree& properties) const {
    if (const Tree* name = properties.find("HostedZoneName")) return name_in(*name);
    const Tree* id = properties.find("HostedZoneId");
    if (id == nullptr) return std::nullopt;
    const std::optional<Intrinsic> call = intrinsic_of(*id);
    if (!call) return zone_by_id(id->scalar, input_.options);
    const Tree* resources = tree_.find("Resources");
    const Tree* resource = call->function == "Ref" ? resources->find(call->argument->scalar) : nullptr;
    const Tree* zone = resource != nullptr ? resource->find("Properties") : nullptr;
    const Tree* name = zone != nullptr ? zone->find("Name") : nullptr;
    return name != nullptr ? name_in(*name) : std::nullopt;
  }

  std::optional<dns::Name> name_in(const Tree& value) const {
    const std::optional<Value> name = resolve(value, tree_);
    return name ? name_of(name->text, route53_manner) : std::nullopt;
  }

  const Tree& tree_;
  const Input& input_;
  Document document_;
  std::vector<std::string> placeless_;  // resources
};

bool is_json(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && bytes[first] == '{';
}

}  // namespace

Document read_cloudformation(const Input& input) {
  const Tree tree = is_json(input.bytes) ? read_json(input.bytes, input.path) : read_yaml(input.bytes, input.path);
  expect_map(tree, "the document", input.path);
  TemplateReader reader(tree, input);
  for (const auto& [id, resource] : required_map(tree, "Resources", input.path).members)
    reader.read(id.scalar, resource);
  return reader.take();
}

}  // namespace mailauth::inputs
