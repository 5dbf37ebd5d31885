#include "net/resolver/system_servers.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <resolv.h>

#include <array>
#include <stdexcept>

namespace mailauth::net {
namespace {

std::string text_of(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(family, address, text.data(), text.size()) ? text.data() : "";
}

// A link-local address means something only together with an interface (RFC 4007 11).
std::string interface_of(const sockaddr_in6& server) {
  std::array<char, IF_NAMESIZE> name{};
  if (server.sin6_scope_id == 0 || !if_indextoname(server.sin6_scope_id, name.data())) return "";
  return std::string("%") + name.data();
}

// The resolver of the C library keeps IPv4 in one place and IPv6 in another one (resolv.h).
std::vector<Server> servers_of(const struct __res_state& state) {
  std::vector<Server> servers;
  for (int i = 0; i < state.nscount && i < MAXNS; ++i) {
    const sockaddr_in& v4 = state.nsaddr_list[i];
    const sockaddr_in6* v6 = state._u._ext.nsaddrs[i];
    if (v4.sin_family == AF_INET) {
      servers.push_back({text_of(AF_INET, &v4.sin_addr), ntohs(v4.sin_port)});
    } else if (v6 && v6->sin6_family == AF_INET6) {
      servers.push_back({text_of(AF_INET6, &v6->sin6_addr) + interface_of(*v6), ntohs(v6->sin6_port)});
    }
  }
  return servers;
}

}  // namespace

std::vector<Server> system_servers() {
  struct __res_state state {};
  if (res_ninit(&state) != 0) throw std::runtime_error("the system's DNS servers are unknown");
  std::vector<Server> servers = servers_of(state);
  res_nclose(&state);
  if (servers.empty()) throw std::runtime_error("the system has no DNS server configured");
  return servers;
}

}  // namespace mailauth::net
