#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "inputs/document.h"
#include "inputs/formats.h"
#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

struct FormatName {
  Format format;
  std::string_view id, description;
};
constexpr std::array format_names = {
    FormatName{Format::zone, "zone", "zone file"},
    FormatName{Format::route53, "route53", "Route 53 record list"},
    FormatName{Format::route53_changes, "route53-changes", "Route 53 change batch"},
    FormatName{Format::terraform, "terraform", "Terraform plan"},
    FormatName{Format::octodns, "octodns", "octoDNS zone"},
    FormatName{Format::dnscontrol, "dnscontrol", "dnscontrol IR"},
    FormatName{Format::cloudflare, "cloudflare", "Cloudflare export"},
    FormatName{Format::cloudformation, "cloudformation", "CloudFormation template"},
    FormatName{Format::plain, "plain", "list of records"},
};

const FormatName& entry(Format format) { return format_names[static_cast<std::size_t>(format)]; }

}  // namespace

std::vector<Format> all_formats() {
  std::vector<Format> formats;
  for (const FormatName& each : format_names) formats.push_back(each.format);
  return formats;
}

std::string_view to_string(Format format) { return entry(format).id; }

std::string_view describe(Format format) { return entry(format).description; }

std::optional<Format> parse_format(std::string_view text) {
  const auto at =
      std::find_if(format_names.begin(), format_names.end(), [&](const FormatName& name) { return name.id == text; });
  return at != format_names.end() ? std::optional(at->format) : std::nullopt;
}

std::string to_string(const Error& error) {
  const text::Position& at = error.position;
  const std::string file = text::escape_for_display(at.file, true);
  if (at.line == 0) return fmt::format("{}: {}", file, error.message);
  return fmt::format("{}:{}:{}: {}", file, at.line, at.column, error.message);
}

}  // namespace mailauth::inputs
