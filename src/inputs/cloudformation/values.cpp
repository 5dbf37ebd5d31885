#include "inputs/cloudformation/values.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

using text::Anchor;

Value part_of(const Value& whole, std::size_t begin, std::size_t end) {
  Value part{whole.text.substr(begin, end - begin), {}, whole.line, whole.column};
  const text::Place place{{"", whole.line, whole.column}, "", whole.anchors};
  const text::Source source{"", whole.text, {}, std::make_shared<const text::Place>(place)};
  const text::Position first = position_of(source, static_cast<uint32_t>(begin));
  part.anchors.push_back({0, first.line, first.column});
  for (const Anchor& anchor : whole.anchors)
    if (anchor.offset > begin && anchor.offset < end)
      part.anchors.push_back({anchor.offset - static_cast<uint32_t>(begin), anchor.line, anchor.column});
  return part;
}

const Tree* entry(const Tree& document, std::string_view section, std::string_view key) {
  const Tree* map = document.find(section);
  return map != nullptr ? map->find(key) : nullptr;
}

bool is_not_to_be_shown(std::string_view parameter, const Tree& document) {
  const Tree* found = entry(document, "Parameters", parameter);
  const Tree* secret = found != nullptr ? found->find("NoEcho") : nullptr;
  return secret != nullptr && text::to_lower(secret->scalar) == "true";
}

// "${Name}" of a Sub.
bool names_a_secret(std::string_view text, const Tree& document) {
  for (std::size_t begin = text.find("${"); begin != std::string_view::npos; begin = text.find("${", begin + 2)) {
    const std::size_t end = std::min(text.find('}', begin), text.size());
    if (is_not_to_be_shown(text.substr(begin + 2, end - begin - 2), document)) return true;
  }
  return false;
}

// The default of a parameter. One that names a key of the parameter store is no value, and a secret is not for us.
std::optional<Value> default_of(std::string_view name, const Tree& document) {
  const Tree* parameter = entry(document, "Parameters", name);
  if (parameter == nullptr) return std::nullopt;
  const Tree* type = parameter->find("Type");
  const Tree* value = parameter->find("Default");
  const bool is_plain = type != nullptr && (type->scalar == "String" || type->scalar == "Number");
  if (!is_plain || is_not_to_be_shown(name, document) || value == nullptr || !value->is_scalar()) return std::nullopt;
  return value_of(*value);
}

// "${Name}" of a Sub: what its own map says, else the parameter.
std::optional<Value> variable(std::string_view name, const Tree* map, const Template& of) {
  const Tree* own = map != nullptr ? map->find(name) : nullptr;
  return own != nullptr ? resolve(*own, of) : default_of(name, of.document);
}

// "_dmarc.${Domain}."; "${!Name}" is the text "${Name}".
std::optional<Value> substitute(const Value& text, const Tree* map, const Template& of) {
  Value result;
  std::size_t at = 0;
  while (at < text.text.size()) {
    const std::size_t begin = std::min(text.text.find("${", at), text.text.size());
    const std::size_t end = text.text.find('}', begin);
    if (end == std::string::npos) break;
    append(result, part_of(text, at, begin));
    const std::string name = text.text.substr(begin + 2, end - begin - 2);
    const bool literal = name.starts_with('!');
    const auto value = literal ? std::optional<Value>({"${" + name.substr(1) + "}", {}, text.line, text.column})
                               : variable(name, map, of);
    if (!value || result.text.size() + value->text.size() > max_resolved_length) return std::nullopt;
    append(result, *value);
    at = end + 1;
  }
  append(result, part_of(text, at, text.text.size()));
  return result;
}

// Sub has a text, or a text and a map.
std::optional<Value> resolve_sub(const Tree& argument, const Template& of) {
  if (argument.is_text()) return substitute(value_of(argument), nullptr, of);
  if (argument.items.size() != 2 || !argument.items[0].is_text()) return std::nullopt;
  return substitute(value_of(argument.items[0]), &argument.items[1], of);
}

std::optional<Value> resolve_join(const Tree& argument, const Template& of) {
  if (argument.items.size() != 2 || !argument.items[1].is_list() || intrinsic_of(argument.items[1]))
    return std::nullopt;
  Value result;
  bool first = true;
  for (const Tree& item : argument.items[1].items) {
    const std::optional<Value> part = resolve(item, of);
    if (!part || result.text.size() + part->text.size() > max_resolved_length) return std::nullopt;
    if (!first) append(result, value_of(argument.items[0]));
    append(result, *part);
    first = false;
  }
  return result;
}

std::optional<Value> resolve_find_in_map(const Tree& argument, const Template& of) {
  if (argument.items.size() != 3) return std::nullopt;
  const Tree* found = of.document.find("Mappings");
  for (const Tree& key : argument.items) {
    const std::optional<Value> name = resolve(key, of);
    found = name && found != nullptr ? found->find(name->text) : nullptr;
  }
  return found != nullptr && found->is_scalar() ? std::optional(value_of(*found)) : std::nullopt;
}

constexpr std::size_t max_condition_depth = 64;

// Of "Fn::If": [condition, value if it holds, else].
std::optional<Assumption> condition_of(const Intrinsic& call, const Tree& document) {
  if (call.function != "If" || call.argument->items.size() != 3) return std::nullopt;
  return assumption_of(call.argument->items[0].scalar, document);
}

// As far as it is written.
std::string beginning_of(const Intrinsic& call) {
  const Tree& argument = *call.argument;
  if (call.function == "Sub" && argument.is_text()) return argument.scalar;
  if (argument.items.empty()) return "";
  if (call.function == "Sub") return argument.items[0].scalar;
  if (call.function != "Join" || argument.items.size() != 2 || argument.items[1].items.empty()) return "";
  return argument.items[1].items[0].scalar + argument.items[0].scalar;
}

std::optional<Value> resolve_chosen(const Tree& value, const Template& of) {
  const std::optional<Intrinsic> call = intrinsic_of(value);
  if (!call) return value.is_scalar() ? std::optional(value_of(value)) : std::nullopt;
  if (call->function == "Ref") return default_of(call->argument->scalar, of.document);
  if (call->function == "Sub") return resolve_sub(*call->argument, of);
  if (call->function == "Join") return resolve_join(*call->argument, of);
  if (call->function == "FindInMap") return resolve_find_in_map(*call->argument, of);
  return std::nullopt;
}

}  // namespace

std::optional<Intrinsic> intrinsic_of(const Tree& value) {
  if (value.tag.starts_with('!')) return Intrinsic{std::string_view(value.tag).substr(1), &value};
  if (value.members.size() != 1) return std::nullopt;
  const auto& [key, argument] = value.members[0];
  const std::string_view name = key.scalar;
  if (name == "Ref") return Intrinsic{name, &argument};
  return name.starts_with("Fn::") ? std::optional(Intrinsic{name.substr(4), &argument}) : std::nullopt;
}

std::string first_label_of(const Tree& name) {
  const std::optional<Intrinsic> call = intrinsic_of(name);
  const std::string text = call ? beginning_of(*call) : name.scalar;
  const std::size_t end = text.find_first_of(".${");
  return end != std::string::npos && text[end] == '.' ? text.substr(0, end) : "";
}

Assumption assumption_of(std::string_view condition, const Tree& document) {
  Assumption assumption{std::string(condition)};
  for (std::size_t depth = 0; depth < max_condition_depth; ++depth) {
    const Tree* definition = entry(document, "Conditions", assumption.condition);
    const auto negation = definition != nullptr ? intrinsic_of(*definition) : std::nullopt;
    if (!negation || negation->function != "Not" || negation->argument->items.size() != 1) break;
    const Tree& negated = negation->argument->items[0];
    const bool is_short = negated.tag == "!Condition";
    const Tree* name = is_short ? &negated : negated.find_text("Condition");
    if (name == nullptr) break;
    assumption = {name->scalar, !assumption.holds};
  }
  return assumption;
}

const Tree* chosen(const Tree& value, const Template& of) {
  const Tree* at = &value;
  while (true) {
    const std::optional<Intrinsic> call = intrinsic_of(*at);
    if (call && call->function == "Ref" && call->argument->scalar == "AWS::NoValue") return nullptr;
    const auto condition = call ? condition_of(*call, of.document) : std::nullopt;
    const auto assumed = condition ? of.assumed.find(condition->condition) : of.assumed.end();
    if (assumed == of.assumed.end()) return at;
    at = &call->argument->items[condition->holds == assumed->second ? 1 : 2];
  }
}

std::optional<std::string> first_condition(const Tree& tree, const Template& of) {
  const Tree* at = chosen(tree, of);
  if (at == nullptr) return std::nullopt;
  if (const auto call = intrinsic_of(*at))
    if (auto condition = condition_of(*call, of.document)) return condition->condition;
  for (const Tree& item : at->items)
    if (auto condition = first_condition(item, of)) return condition;
  for (const auto& [key, value] : at->members)
    if (auto condition = first_condition(value, of)) return condition;
  return std::nullopt;
}

std::optional<Value> resolve(const Tree& tree, const Template& of) {
  const Tree* value = chosen(tree, of);
  std::optional<Value> resolved = value != nullptr ? resolve_chosen(*value, of) : std::nullopt;
  if (resolved && resolved->text.find("{{resolve:") != std::string::npos) resolved.reset();
  return resolved;
}

bool is_secret(const Tree& tree, const Template& of) {
  const Tree* at = chosen(tree, of);
  if (at == nullptr) return false;
  for (const char* reference : {"{{resolve:ssm-secure:", "{{resolve:secretsmanager:"})
    if (at->scalar.find(reference) != std::string::npos) return true;
  const std::optional<Intrinsic> call = intrinsic_of(*at);
  if (call && call->function == "Ref" && is_not_to_be_shown(call->argument->scalar, of.document)) return true;
  if (names_a_secret(at->scalar, of.document)) return true;
  return std::ranges::any_of(at->items, [&](const Tree& item) { return is_secret(item, of); }) ||
         std::ranges::any_of(at->members, [&](const Member& member) { return is_secret(member.value, of); });
}

}  // namespace mailauth::inputs
