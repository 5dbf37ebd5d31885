#include "net/extended_error.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "mailauth/text/ascii.h"

namespace mailauth::net {
namespace {

constexpr unsigned short option_code = 15;   // RFC 8914 2
constexpr std::size_t max_extra_text = 200;  // octets; servers may send thousands

// By INFO-CODE, as the registry of RFC 8914 5.2 names them.
constexpr std::array<std::string_view, 25> names = {
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

const ares_dns_rr_t* find_opt(const ares_dns_record_t* message) {
  const std::size_t count = ares_dns_record_rr_cnt(message, ARES_SECTION_ADDITIONAL);
  for (std::size_t i = 0; i < count; ++i) {
    const ares_dns_rr_t* rr = ares_dns_record_rr_get_const(message, ARES_SECTION_ADDITIONAL, i);
    if (ares_dns_rr_get_type(rr) == ARES_REC_TYPE_OPT) return rr;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string> extended_error(const ares_dns_record_t* message) {
  const ares_dns_rr_t* opt = find_opt(message);
  const unsigned char* value = nullptr;
  std::size_t length = 0;
  if (!opt || !ares_dns_rr_get_opt_byid(opt, ARES_RR_OPT_OPTIONS, option_code, &value, &length)) return std::nullopt;
  if (!value || length < 2) return std::nullopt;
  const std::size_t code = static_cast<std::size_t>(value[0]) << 8 | value[1];
  std::string text = code < names.size() ? std::string(names[code]) : fmt::format("extended error {}", code);
  const std::string extra(value + 2, value + std::min(length, 2 + max_extra_text));
  if (!extra.empty()) text += fmt::format(" ({})", text::escape_bytes(extra));
  return text;
}

}  // namespace mailauth::net
