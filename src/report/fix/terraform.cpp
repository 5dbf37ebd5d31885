#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "report/fix/route53_value.h"
#include "report/publication.h"
#include "text/ascii.h"

namespace mailauth::report {

using repair::RecordSet;

namespace {

// A quoted string of HCL, in which ${ and %{ begin templates: "%{i}" of an SPF macro must not.
std::string hcl_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\\') out += '\\';
    if ((c == '$' || c == '%') && i + 1 < text.size() && text[i + 1] == '{') out += c;
    out += c;
  }
  return out + "\"";
}

// The provider puts one pair of quotes around a TXT value itself: only those between two strings are left.
std::string value(const dns::Data& data) {
  const auto* txt = std::get_if<dns::Txt>(&data);
  if (txt == nullptr) return route53_value(data);
  std::vector<std::string> strings;
  for (const std::string& string : txt->strings) strings.push_back(route53_string(string));
  return text::join(strings, "\"\"");
}

std::string terraform_comment(std::string_view mark, std::string_view text) {
  return fmt::format("# {}{}\n", mark, text::escape_bytes(text));
}

// "_dmarc_example_com_txt": unlike for every set.
std::string resource_name(const RecordSet& set, std::set<std::string>& taken) {
  std::string name;
  for (const char c : set.owner.text()) name += text::is_alnum(c) || c == '-' ? c : '_';
  if (name.empty() || !text::is_alpha(name.front())) name.insert(0, "_");
  name += "_" + text::to_lower(dns::to_string(set.type));
  std::string unlike = name;
  for (unsigned n = 2; !taken.insert(unlike).second; ++n) unlike = fmt::format("{}_{}", name, n);
  return unlike;
}

std::string resource(const RecordSet& set, const std::string& name) {
  std::string out = fmt::format("resource \"aws_route53_record\" \"{}\" {{\n", name);
  out += "  zone_id = var.zone_id\n";
  out += fmt::format("  name    = {}\n", hcl_string(route53_name(set.owner)));
  out += fmt::format("  type    = \"{}\"\n", dns::to_string(set.type));
  out += fmt::format("  ttl     = {}\n", set.ttl);
  out += "  records = [\n";
  for (const dns::Data& data : set.after) out += fmt::format("    {},\n", hcl_string(value(data)));
  out += "  ]\n";
  if (!set.before.empty()) out += "  allow_overwrite = true # unless it is imported first\n";
  return out + "}\n";
}

std::string set_text(const RecordSet& set, std::set<std::string>& taken) {
  std::string out;
  for (const std::string& note : set.notes) out += terraform_comment("", note);
  for (const std::string& warning : set.warnings) out += terraform_comment("ATTENTION: ", warning);
  if (set.after.empty()) return out + terraform_comment("remove: ", dns::to_string(dns::Question{set.owner, set.type}));
  return out + resource(set, resource_name(set, taken));
}

}  // namespace

std::string publication_terraform(const std::vector<RecordSet>& sets) {
  std::set<std::string> taken;
  std::string out;
  if (std::ranges::any_of(sets, std::logical_not(), &RecordSet::is_known))
    out += terraform_comment("ATTENTION: ", "it was not asked what is there: look before these are applied");
  for (const RecordSet& set : sets) out += (out.empty() ? "" : "\n") + set_text(set, taken);
  return out;
}

}  // namespace mailauth::report
