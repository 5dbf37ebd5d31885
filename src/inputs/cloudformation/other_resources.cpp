#include "inputs/cloudformation/other_resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

std::string shown(std::string_view text) { return text::escape_for_display(text.substr(0, 100), true); }

// "Custom::DnsRecord", "Cloudflare::Zone::Record". Types of AWS are known: only Route 53 has records.
bool is_named_like_records(std::string_view type) {
  const std::string lower = text::to_lower(type);
  const auto is_in = [&](const char* word) { return lower.find(word) != std::string::npos; };
  return is_in("dns") || is_in("record") || is_in("zone");
}

// "v=spf1 ...", in quotes or not.
bool begins_a_record(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\"\\ "), text.size()));
  return records::begins_with_a_version(text);
}

bool holds_a_record(const Tree& tree) {
  return (tree.is_text() && begins_a_record(tree.scalar)) || std::ranges::any_of(tree.items, holds_a_record) ||
         std::ranges::any_of(tree.members, [](const Member& member) { return holds_a_record(member.value); });
}

bool has_key(const Tree& tree, std::string_view key) {
  return tree.find(key) != nullptr ||
         std::ranges::any_of(tree.items, [&](const Tree& item) { return has_key(item, key); }) ||
         std::ranges::any_of(tree.members, [&](const Member& member) { return has_key(member.value, key); });
}

// They bring templates of their own.
constexpr std::array stacks{"AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet",
                            "AWS::Serverless::Application"};

// Macros of AWS that make no records.
constexpr std::array harmless_macros{"AWS::Serverless-2016-10-31",     "AWS::LanguageExtensions",
                                     "AWS::SecretsManager-2020-07-23", "AWS::SecretsManager-2024-09-16",
                                     "AWS::CodeDeployBlueGreen",       "AWS::ServiceCatalog"};

bool is_harmless(std::string_view macro) { return std::ranges::find(harmless_macros, macro) != harmless_macros.end(); }

std::string name_of_macro(const Tree& macro) {
  if (macro.is_scalar()) return macro.scalar;
  const Tree* name = macro.find_text("Name");
  return name != nullptr ? name->scalar : "";
}

}  // namespace

std::string why_not_read(const std::string& id, const Tree& resource) {
  if (id.starts_with("Fn::")) return fmt::format("{}: the resources that it makes are not read", shown(id));
  const Tree* type = resource.find_text("Type");
  const std::string name = type != nullptr ? type->scalar : "";
  if (std::ranges::find(stacks, name) != stacks.end())
    return fmt::format("{} ({}): the template of this stack is not read", shown(id), shown(name));
  if (const Tree* api = resource.find("Properties"); name.starts_with("AWS::Serverless::") && api != nullptr)
    if (const Tree* domain = api->find("Domain"); domain != nullptr && has_key(*domain, "Route53"))
      return fmt::format("{} ({}): the records that its Domain.Route53 makes are not read", shown(id), shown(name));
  const bool is_custom = !name.starts_with("AWS::") || name == "AWS::CloudFormation::CustomResource";
  const bool may_be =
      is_custom && (is_named_like_records(name) || (name.starts_with("AWS::") && is_named_like_records(id)));
  if (!may_be && !holds_a_record(resource)) return "";
  return fmt::format("{} ({}): resources of this type are not read", shown(id), shown(name));
}

std::vector<Gap> gaps_of_macros(const Tree& document, const std::string& path) {
  std::vector<Gap> gaps;
  const Tree* transform = document.find("Transform");
  if (transform == nullptr) return gaps;
  const std::vector<Tree> one{*transform};
  // What stands there is true of every API of the template.
  if (const Tree* globals = document.find("Globals"); globals != nullptr && has_key(*globals, "Route53"))
    gaps.push_back({Gap::Why::not_read,
                    "Globals: the records that the Domain.Route53 of its APIs makes are not read",
                    {path, globals->line, globals->column}});
  for (const Tree& macro : transform->is_list() ? transform->items : one)
    if (const std::string name = name_of_macro(macro); !is_harmless(name))
      gaps.push_back({Gap::Why::not_read,
                      fmt::format("Transform {}: the resources that this macro makes are not read", shown(name)),
                      {path, macro.line, macro.column}});
  return gaps;
}

}  // namespace mailauth::inputs
