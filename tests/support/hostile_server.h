#pragma once
// A small DNS server on loopback, UDP and TCP, that misbehaves on demand: see hostile_replies.h.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "dns/zone.h"
#include "net/transport.h"
#include "support/hostile_replies.h"

namespace mailauth::test {

// A resolver that hears nothing any more after so many questions, for some time.
struct Death {
  unsigned after = 0;  // questions; 0: it never dies
  std::chrono::milliseconds lasts{0};
};

struct HostileOptions {
  dns::Zone zone;                      // answered from as by a recursive resolver
  std::chrono::milliseconds delay{0};  // of every answer
  uint16_t port = 0;                   // 0: any
  unsigned loss = 0;                   // percent of what comes and of what goes over UDP, each
  Death death = {};
  std::function<void(const Query&, Reply&)> twist = {};  // makes something else of every answer
};

class HostileServer {
 public:
  explicit HostileServer(HostileOptions options = {});  // throws std::runtime_error
  ~HostileServer();
  HostileServer(const HostileServer&) = delete;
  HostileServer& operator=(const HostileServer&) = delete;

  net::Server address() const { return {"127.0.0.1", port_}; }
  std::string text() const { return net::to_string(address()); }
  unsigned questions() const { return questions_; }  // that came in, over UDP and TCP
  unsigned tcp_questions() const { return tcp_questions_; }

 private:
  struct Loop;
  uint16_t port_ = 0;
  std::atomic<unsigned> questions_{0}, tcp_questions_{0};
  std::atomic<bool> stop_{false};
  std::unique_ptr<Loop> loop_;
  std::thread thread_;
};

}  // namespace mailauth::test
