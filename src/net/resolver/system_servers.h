#pragma once
#include <vector>

#include "net/transport.h"

namespace mailauth::net {

// Those of /etc/resolv.conf, at most three; never none. Throws std::runtime_error when they are not known.
std::vector<Server> system_servers();

}  // namespace mailauth::net
