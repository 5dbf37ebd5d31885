#pragma once
// One try: a question put to one server, once. Every try has a c-ares channel of its own, and with it a
// socket and a random port (RFC 5452 9.2). It costs 25 microseconds, and:
//
// - c-ares (1.32 and later) replaces the timeout it was given by five times the mean latency once a channel
//   has had three answers, and then calls names dead that take three seconds; a fresh channel believes us;
// - an answer that c-ares cannot parse ends every question on the same socket; here there is no other;
// - a late answer to an earlier try still counts, because that try goes on listening;
// - no socket has to hold the answers of many, so none of them overflows;
// - a try is given up by destroying it.

#include <ares.h>
#include <poll.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "dns/answer.h"
#include "net/transport.h"

namespace mailauth::net {

enum class Over : uint8_t { udp, tcp };  // udp: then TCP when the answer is truncated

class Try {
 public:
  // Waits for the answer at least for `patience`. Throws std::runtime_error when c-ares cannot be set up.
  Try(const dns::Question& question, const Server& server, Over over, std::chrono::milliseconds patience);
  ~Try();
  Try(const Try&) = delete;  // c-ares keeps the address
  Try& operator=(const Try&) = delete;

  // What came of it; nothing as long as it goes on. Without an answer the outcome is timeout or malformed.
  const std::optional<dns::Answer>& result() const { return result_; }
  // Where to listen, and what to call when something is there.
  void add_sockets(std::vector<pollfd>& sockets) const;
  void handle(const pollfd& socket);

 private:
  struct DestroyChannel {
    void operator()(ares_channel_t* channel) const { ares_destroy(channel); }
  };
  struct DestroyMessage {
    void operator()(ares_dns_record_t* message) const { ares_dns_record_destroy(message); }
  };
  using Message = std::unique_ptr<ares_dns_record_t, DestroyMessage>;

  void open(Over over, std::chrono::milliseconds patience);
  static Message make_query(const dns::Question& question);
  static void on_socket(void* self, ares_socket_t socket, int readable, int writable);
  static int on_connect(ares_socket_t socket, int type, void* self);
  static void on_answer(void* self, ares_status_t status, std::size_t timeouts, const ares_dns_record_t* message);
  void measure(int socket);
  void end(dns::Outcome outcome, std::string detail);

  dns::Question question_;
  Server server_;
  std::map<int, short> sockets_;  // with the events to poll for
  bool used_tcp_ = false;
  uint32_t size_ = 0;  // octets of the message that comes next
  std::optional<dns::Answer> result_;
  std::unique_ptr<ares_channel_t, DestroyChannel> channel_;  // last: destroying it calls us
};

}  // namespace mailauth::net
