#include "net/wire/extended_error.h"

#include <fmt/format.h>

#include <array>

#include "text/ascii.h"

namespace mailauth::net {
namespace {

constexpr std::size_t max_extra_text = 200;  // octets; servers may send thousands

// By INFO-CODE, as the registry of RFC 8914 5.2 names them.
constexpr std::array<std::string_view, 25> info_code_names = {
    "Other Error",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
};

}  // namespace

std::optional<std::string> describe_extended_error(std::string_view option) {
  if (option.size() < 2) return std::nullopt;
  const std::size_t code =
      static_cast<std::size_t>(static_cast<unsigned char>(option[0])) << 8 | static_cast<unsigned char>(option[1]);
  std::string text =
      code < info_code_names.size() ? std::string(info_code_names[code]) : fmt::format("extended error {}", code);
  const std::string_view extra = option.substr(2, max_extra_text);
  if (!extra.empty()) text += fmt::format(" ({})", text::escape_bytes(extra));
  return text;
}

}  // namespace mailauth::net
