#include "net/socket/address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <net/if.h>
#include <netinet/in.h>

#include <stdexcept>

namespace mailauth::net {

// "fe80::1%eth0" names the interface, too (RFC 4007 11).
SocketAddress::SocketAddress(const Server& server) {
  const std::size_t percent = server.address.find('%');
  const std::string host = server.address.substr(0, percent);
  auto* v4 = reinterpret_cast<sockaddr_in*>(&storage_);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage_);
  if (inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(server.port);
  } else if (inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(server.port);
    if (percent != std::string::npos) v6->sin6_scope_id = if_nametoindex(server.address.c_str() + percent + 1);
  } else {
    throw std::runtime_error(fmt::format("{} is not an IP address", host));
  }
}

socklen_t SocketAddress::size() const { return family() == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6); }

}  // namespace mailauth::net
