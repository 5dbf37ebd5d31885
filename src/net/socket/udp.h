#pragma once
// A connected UDP socket with a random port of its own, the ids in use on it, and as many questions in flight as
// its buffer can hold answers for.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "net/resolver/query.h"
#include "net/socket/address.h"
#include "net/socket/descriptor.h"

namespace mailauth::net {

class UdpSocket {
 public:
  explicit UdpSocket(const SocketAddress& server);  // throws std::system_error

  int descriptor() const { return socket_.get(); }
  int connect();                                             // 0, or why there is no way to the server
  std::size_t room() const { return capacity_ - in_use_; }   // for more questions
  bool is_worn() const { return taken_ >= most_questions; }  // after some thousand questions the port should change
  bool is_idle() const { return in_use_ == 0; }

  // An id that nobody can guess and that no other question on this socket has; `owner` is given back by `find`.
  // Undefined when there is no room.
  uint16_t take_id(uint32_t owner, RandomBits& random);
  void release_id(uint16_t id);
  std::optional<uint32_t> find(uint16_t id) const;

 private:
  // The place of an id is given by its low bits.
  struct Place {
    uint16_t id = 0;
    bool used = false;
    uint32_t owner = 0;
  };
  static constexpr std::size_t places = 4096;
  static constexpr std::size_t most_in_use = places / 2;
  static constexpr std::size_t most_questions = 8192;

  SocketAddress server_;
  Descriptor socket_;
  bool connected_ = false;
  std::size_t capacity_ = 0, in_use_ = 0, taken_ = 0;
  std::vector<Place> ids_{places};
};

}  // namespace mailauth::net
