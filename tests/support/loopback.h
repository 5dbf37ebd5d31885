#pragma once
// Sockets on 127.0.0.1, for the servers of the tests.

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mailauth::test {

class Socket {
 public:
  Socket() = default;
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  ~Socket();
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }

  int get() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

// A UDP (SOCK_DGRAM) or TCP (SOCK_STREAM) socket bound to the port; 0: any. Throws std::system_error.
inline constexpr int receive_buffer = 4 << 20;  // octets; what servers ask for, so that bursts are not lost

Socket bind_to_loopback(int type, uint16_t port);
uint16_t port_of(const Socket& socket);
// A UDP and a TCP socket on the same port, not listening yet; 0: any port.
std::pair<Socket, Socket> bind_both(uint16_t port = 0);
// A port that is free for UDP and TCP now; anybody may take it the moment after.
uint16_t free_port();

// A port on which nobody listens, and nobody can as long as this lives: who asks there is refused at once.
class ClosedPort {
 public:
  ClosedPort();
  uint16_t number() const { return port_of(sockets_.first); }
  std::string text() const;  // "127.0.0.1:40001"

 private:
  std::pair<Socket, Socket> sockets_;
};

// Sends one question over UDP and waits for the answer; empty when none comes.
std::string ask_over_udp(uint16_t port, std::string_view message, int timeout_ms);

}  // namespace mailauth::test
