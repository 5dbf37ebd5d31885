#pragma once
// Servers in the words of c-ares, and those that the system is configured with.

#include <string>
#include <vector>

#include "net/transport.h"

namespace mailauth::net {

std::string to_cares(const Server& server);  // "192.0.2.1:53", "[fe80::1]:53%eth0"

// Those of /etc/resolv.conf, as c-ares reads it. Throws std::runtime_error when there are none.
std::vector<Server> system_servers();

}  // namespace mailauth::net
