#include "support/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace mailauth::test {
namespace {

sockaddr_in loopback(uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

Socket::~Socket() {
  if (descriptor_ >= 0) close(descriptor_);
}

Socket bind_to_loopback(int type, uint16_t port) {
  Socket socket(::socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const sockaddr_in address = loopback(port);
  if (bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::system_error(errno, std::generic_category(), "no socket on 127.0.0.1");
  }
  return socket;
}

uint16_t port_of(const Socket& socket) {
  sockaddr_in address{};
  socklen_t length = sizeof address;
  getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length);
  return ntohs(address.sin_port);
}

std::pair<Socket, Socket> bind_both(uint16_t port) {
  for (int attempt = 0;; ++attempt) {
    Socket udp = bind_to_loopback(SOCK_DGRAM, port);
    try {
      Socket tcp = bind_to_loopback(SOCK_STREAM, port_of(udp));
      return {std::move(udp), std::move(tcp)};
    } catch (const std::system_error&) {
      if (attempt == 20) throw;
    }
  }
}

uint16_t free_port() { return port_of(bind_both().first); }

// A UDP socket that is connected gets datagrams of its peer only; others are refused as if nobody were there. The peer
// is the socket itself, which never sends.
ClosedPort::ClosedPort() : sockets_(bind_both()) {
  const sockaddr_in itself = loopback(number());
  if (connect(sockets_.first.get(), reinterpret_cast<const sockaddr*>(&itself), sizeof itself) != 0)
    throw std::system_error(errno, std::generic_category(), "no closed port on 127.0.0.1");
}

std::string ClosedPort::text() const { return "127.0.0.1:" + std::to_string(number()); }

std::string ask_over_udp(uint16_t port, std::string_view message, int timeout_ms) {
  const Socket socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  if (connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
  if (send(socket.get(), message.data(), message.size(), 0) < 0) return {};
  pollfd waiting{socket.get(), POLLIN, 0};
  if (poll(&waiting, 1, timeout_ms) <= 0) return {};
  std::string answer(65535, '\0');
  const ssize_t length = recv(socket.get(), answer.data(), answer.size(), 0);
  answer.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return answer;
}

}  // namespace mailauth::test
