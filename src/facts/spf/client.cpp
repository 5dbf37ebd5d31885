// Who sends, in the form that check_host() takes.

#include <algorithm>
#include <array>

#include "facts/spf_check.h"
#include "text/idna.h"

namespace mailauth::facts {

namespace {

constexpr std::size_t mapped_prefix = 12;  // octets of ::ffff:0:0/96

// The client of a dual-stack socket is an IPv4 client: RFC 7208 5.
text::Ip unmapped(const text::Ip& ip) {
  constexpr std::array<uint8_t, mapped_prefix> prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (ip.family == text::Ip::Family::v4 || !std::equal(prefix.begin(), prefix.end(), ip.bytes.begin())) return ip;
  text::Ip v4;
  std::copy(ip.bytes.begin() + mapped_prefix, ip.bytes.end(), v4.bytes.begin());
  return v4;
}

// RFC 8616 4. What is no domain stays as it is: its SPF is "none".
std::string with_a_labels(std::string_view domain) {
  const bool is_ascii = std::ranges::all_of(domain, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) return std::string(domain);
  const auto parsed = text::parse_domain(domain);
  const auto* a_labels = std::get_if<std::string>(&parsed);
  return a_labels != nullptr ? *a_labels : std::string(domain);
}

}  // namespace

std::string_view to_string(SpfResult result) {
  switch (result) {
    case SpfResult::pass: return "pass";
    case SpfResult::fail: return "fail";
    case SpfResult::softfail: return "softfail";
    case SpfResult::neutral: return "neutral";
    case SpfResult::none: return "none";
    case SpfResult::temperror: return "temperror";
    case SpfResult::permerror: return "permerror";
  }
  return "";
}

SpfClient spf_client(const text::Ip& ip, std::string_view mail_from, std::string_view helo) {
  SpfClient client;
  client.ip = unmapped(ip);
  client.helo = with_a_labels(helo);
  const std::size_t at = mail_from.rfind('@');
  const std::size_t domain_begin = at == std::string_view::npos ? 0 : at + 1;
  const std::string_view local_part = mail_from.substr(0, domain_begin == 0 ? 0 : domain_begin - 1);
  client.domain = mail_from.empty() ? client.helo : with_a_labels(mail_from.substr(domain_begin));
  client.sender.append(local_part.empty() ? "postmaster" : local_part).append("@").append(client.domain);
  // A final dot is no part of the name that macros stand for.
  if (client.domain.ends_with('.')) client.domain.pop_back();
  return client;
}

}  // namespace mailauth::facts
