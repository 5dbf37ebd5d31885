#include <fmt/format.h>

#include "net/resolver.h"
#include "text/ascii.h"
#include "text/ip.h"

namespace mailauth::net {
namespace {

constexpr uint16_t dns_port = 53;
constexpr unsigned max_port = 65535;

struct HostAndPort {
  std::string_view host;
  std::optional<std::string_view> port;
};

// An IPv6 address has a port only in brackets; outside of them its colons are its own.
HostAndPort split_port(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return {text, std::nullopt};
    const std::string_view host = text.substr(1, end - 1);
    const std::string_view rest = text.substr(end + 1);
    if (rest.empty()) return {host, std::nullopt};
    if (rest.front() == ':') return {host, rest.substr(1)};
    return {text, std::nullopt};
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon != text.rfind(':')) return {text, std::nullopt};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

bool is_interface(std::string_view name) {
  for (const char c : name) {
    if (!text::is_alnum(c) && c != '-' && c != '_' && c != '.') return false;
  }
  return !name.empty();
}

// "fe80::1%eth0" is a link-local address with the interface that it is reached by (RFC 4007 11).
std::optional<std::string> parse_address(std::string_view host) {
  const std::size_t percent = host.find('%');
  const std::optional<text::Ip> ip = text::parse_ip(host.substr(0, percent));
  if (!ip) return std::nullopt;
  if (percent == std::string_view::npos) return text::to_string(*ip);
  const std::string_view interface = host.substr(percent + 1);
  if (ip->family != text::Ip::Family::v6 || !is_interface(interface)) return std::nullopt;
  return fmt::format("{}%{}", text::to_string(*ip), interface);
}

}  // namespace

std::variant<Server, std::string> parse_server(std::string_view text) {
  const HostAndPort parts = split_port(text);
  const std::optional<std::string> address = parse_address(parts.host);
  if (!address) return fmt::format("'{}' is not an IP address", text::escape_bytes(parts.host));
  if (!parts.port) return Server{*address, dns_port};
  const std::optional<unsigned> port = text::parse_number(*parts.port, max_port);
  if (!port || *port == 0) {
    return fmt::format("'{}' is not a port: it must be 1 to {}", text::escape_bytes(*parts.port), max_port);
  }
  return Server{*address, static_cast<uint16_t>(*port)};
}

std::string to_string(const Server& server) {
  if (server.port == dns_port) return server.address;
  const bool v6 = server.address.find(':') != std::string::npos;
  return v6 ? fmt::format("[{}]:{}", server.address, server.port) : fmt::format("{}:{}", server.address, server.port);
}

}  // namespace mailauth::net
