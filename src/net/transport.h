#pragma once
// The only seam to the network: send a question, receive answers, neither blocks for longer than it is
// told.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "dns/answer.h"

namespace mailauth::net {

struct Transport {
  // Puts a question on its way. Its answer comes out of `receive`, once, whatever happens.
  std::function<void(const dns::Question&)> send;
  // The answers that have come in; waits for the first one at most this long. Returns early, with
  // nothing, when interrupted by a signal.
  std::function<std::vector<dns::Answer>(std::chrono::milliseconds)> receive;
  // How many answers so far came out of a memory instead of the network; may be empty: none.
  std::function<std::size_t()> remembered;
};

// A DNS server: an IP address and a port.
struct Server {
  std::string address;  // "192.0.2.1", "2001:db8::1"
  uint16_t port = 53;

  friend bool operator==(const Server&, const Server&) = default;
};
std::string to_string(const Server& server);  // port only when it is not 53; IPv6 in brackets then

}  // namespace mailauth::net
