#include "inputs/cloudformation/values.h"

#include <algorithm>

namespace mailauth::inputs {
namespace {

using text::Anchor;

// Behind it, with its places.
void append(Value& to, const Value& part) {
  if (to.text.empty() && to.line == 0) {
    to.line = part.line;
    to.column = part.column;
  }
  const auto shift = static_cast<uint32_t>(to.text.size());
  for (Anchor anchor : part.anchors) {
    anchor.offset += shift;
    to.anchors.push_back(anchor);
  }
  to.text += part.text;
}

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

// The default of a parameter. One that names a key of the parameter store is no value, and a secret is not for us.
std::optional<Value> default_of(std::string_view name, const Tree& document) {
  const Tree* parameter = entry(document, "Parameters", name);
  if (parameter == nullptr) return std::nullopt;
  const Tree* type = parameter->find("Type");
  const Tree* secret = parameter->find("NoEcho");
  const Tree* value = parameter->find("Default");
  const bool is_plain = type != nullptr && (type->scalar == "String" || type->scalar == "Number");
  const bool is_secret = secret != nullptr && secret->scalar == "true";
  if (!is_plain || is_secret || value == nullptr || !value->is_scalar()) return std::nullopt;
  return value_of(*value);
}

// "${Name}" of a Sub: what its own map says, else the parameter.
std::optional<Value> variable(std::string_view name, const Tree* map, const Tree& document) {
  const Tree* own = map != nullptr ? map->find(name) : nullptr;
  return own != nullptr ? resolve(*own, document) : default_of(name, document);
}

// "_dmarc.${Domain}."; "${!Name}" is the text "${Name}".
std::optional<Value> substitute(const Value& text, const Tree* map, const Tree& document) {
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
                               : variable(name, map, document);
    if (!value || result.text.size() + value->text.size() > max_resolved_length) return std::nullopt;
    append(result, *value);
    at = end + 1;
  }
  append(result, part_of(text, at, text.text.size()));
  return result;
}

// Sub has a text, or a text and a map.
std::optional<Value> resolve_sub(const Tree& argument, const Tree& document) {
  if (argument.is_text()) return substitute(value_of(argument), nullptr, document);
  if (argument.items.size() != 2 || !argument.items[0].is_text()) return std::nullopt;
  return substitute(value_of(argument.items[0]), &argument.items[1], document);
}

std::optional<Value> resolve_join(const Tree& argument, const Tree& document) {
  if (argument.items.size() != 2 || !argument.items[1].is_list() || intrinsic_of(argument.items[1]))
    return std::nullopt;
  Value result;
  bool first = true;
  for (const Tree& item : argument.items[1].items) {
    const std::optional<Value> part = resolve(item, document);
    if (!part || result.text.size() + part->text.size() > max_resolved_length) return std::nullopt;
    if (!first) append(result, value_of(argument.items[0]));
    append(result, *part);
    first = false;
  }
  return result;
}

std::optional<Value> resolve_find_in_map(const Tree& argument, const Tree& document) {
  if (argument.items.size() != 3) return std::nullopt;
  const Tree* found = document.find("Mappings");
  for (const Tree& key : argument.items) {
    const std::optional<Value> name = resolve(key, document);
    found = name && found != nullptr ? found->find(name->text) : nullptr;
  }
  return found != nullptr && found->is_scalar() ? std::optional(value_of(*found)) : std::nullopt;
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
  const std::string text = call ? beginning_of(*call) : "";
  const std::size_t end = text.find_first_of(".$");
  return end != std::string::npos && text[end] == '.' ? text.substr(0, end) : "";
}

std::optional<Value> resolve(const Tree& value, const Tree& document) {
  const std::optional<Intrinsic> call = intrinsic_of(value);
  if (!call) return value.is_scalar() ? std::optional(value_of(value)) : std::nullopt;
  if (call->function == "Ref") return default_of(call->argument->scalar, document);
  if (call->function == "Sub") return resolve_sub(*call->argument, document);
  if (call->function == "Join") return resolve_join(*call->argument, document);
  if (call->function == "FindInMap") return resolve_find_in_map(*call->argument, document);
  return std::nullopt;
}

}  // namespace mailauth::inputs
