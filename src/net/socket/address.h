#pragma once
// The address of a server as the kernel wants it.

#include <sys/socket.h>

#include "net/transport.h"

namespace mailauth::net {

class SocketAddress {
 public:
  explicit SocketAddress(const Server& server);  // throws std::runtime_error when it is none

  int family() const { return storage_.ss_family; }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t size() const;

 private:
  sockaddr_storage storage_{};
};

}  // namespace mailauth::net
