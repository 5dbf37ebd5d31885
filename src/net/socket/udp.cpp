#include "net/socket/udp.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace mailauth::net {
namespace {

constexpr int wanted_buffer = 4 << 20;
constexpr std::size_t octets_per_answer = 1300;

// The kernel gives at most net.core.rmem_max, and says twice what it gives (socket(7)).
std::size_t granted_buffer(int socket) {
  setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &wanted_buffer, sizeof wanted_buffer);
  setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &wanted_buffer, sizeof wanted_buffer);
  int granted = 0;
  socklen_t size = sizeof granted;
  getsockopt(socket, SOL_SOCKET, SO_RCVBUF, &granted, &size);
  return static_cast<std::size_t>(std::max(granted, 0)) / 2;
}

}  // namespace

UdpSocket::UdpSocket(const SocketAddress& server)
    : server_(server), socket_(::socket(server.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
  if (socket_.get() < 0) throw std::system_error(errno, std::generic_category(), "no UDP socket");
  (void)connect();
  capacity_ = std::clamp<std::size_t>(granted_buffer(socket_.get()) / octets_per_answer, 1, most_in_use);
}

// The kernel chooses the port at random when the socket is connected. Where there is no way to the server, one may
// come.
int UdpSocket::connect() {
  if (!connected_) connected_ = ::connect(socket_.get(), server_.get(), server_.size()) == 0;
  return connected_ ? 0 : errno;
}

uint16_t UdpSocket::take_id(uint32_t owner, RandomBits& random) {
  // At most half of the places are in use, so this ends soon.
  while (true) {
    const uint16_t id = random.next();
    Place& place = ids_[id % places];
    if (place.used) continue;
    place = {id, true, owner};
    ++in_use_;
    ++taken_;
    return id;
  }
}

void UdpSocket::release_id(uint16_t id) {
  ids_[id % places].used = false;
  --in_use_;
}

std::optional<uint32_t> UdpSocket::find(uint16_t id) const {
  const Place& place = ids_[id % places];
  if (!place.used || place.id != id) return std::nullopt;
  return place.owner;
}

}  // namespace mailauth::net
