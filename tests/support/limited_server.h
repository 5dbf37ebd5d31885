#pragma once
// A DNS server on loopback with one TXT for every name, which drops what comes above a rate, and a share of the
// rest: what a resolver under load does.

#include <netinet/in.h>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

#include "net/transport.h"
#include "support/loopback.h"

namespace mailauth::test {

struct Limits {
  double rate = 1e9;       // answers a second
  unsigned loss = 0;       // percent
  bool keeps_case = true;  // of the name asked for
  unsigned copies = 1;     // of every answer
};

class LimitedServer {
 public:
  explicit LimitedServer(Limits limits);
  ~LimitedServer();
  LimitedServer(const LimitedServer&) = delete;
  LimitedServer& operator=(const LimitedServer&) = delete;

  net::Server address() const { return {"127.0.0.1", port_of(socket_)}; }
  unsigned dropped() const { return dropped_; }

 private:
  void run();
  void answer(std::string_view query, const sockaddr_in& client) const;
  Limits limits_;
  Socket socket_;
  std::atomic<unsigned> dropped_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace mailauth::test
