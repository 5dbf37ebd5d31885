#pragma once
// A TCP connection to a resolver: messages with two octets of length before them (RFC 1035 4.2.2), many questions
// at once, answers in any order (RFC 7766 6.2.1.1 and 7). Never blocks.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/resolver/query.h"
#include "net/socket/address.h"
#include "net/socket/descriptor.h"

namespace mailauth::net {

class TcpStream {
 public:
  TcpStream(const SocketAddress& server, std::size_t most_in_flight);

  int descriptor() const { return socket_.get(); }
  bool is_open() const { return open_; }
  bool has_answered() const { return accepted_ > 0; }
  int error() const { return error_; }  // why there is no connection; 0: there was one
  bool wants_to_write() const { return open_ && !output_.empty(); }
  bool is_idle() const { return asked_.empty(); }
  std::size_t room() const { return doubtful_ ? 0 : most_in_flight_ - asked_.size(); }

  // Gives the question an id of its own and sends it as soon as the connection takes it.
  void ask(Query& query, uint32_t owner, RandomBits& random);
  // It took too long: until something comes, nothing more is asked here. Has nothing come since it was asked?
  bool give_up(uint32_t owner);
  void forget(uint32_t owner);
  std::optional<uint32_t> find(uint16_t id) const;
  // What `read` gave was an answer, or not. Where there is too much of the latter, the connection is closed.
  void accepted(uint16_t id);
  void ignored();
  std::vector<uint32_t> owners() const;  // who is still without an answer

  void write();
  std::vector<std::string> read();  // the messages that are complete; closed when the server has closed

 private:
  void fail(int error);

  Descriptor socket_;
  std::size_t most_in_flight_;
  bool open_ = false, doubtful_ = false;
  unsigned ignored_ = 0;  // since the last answer
  int error_ = 0;
  std::string input_, output_;
  struct InFlight {
    uint32_t owner = 0;
    unsigned accepted_before = 0;
  };
  std::map<uint16_t, InFlight> asked_;
  unsigned accepted_ = 0;
};

}  // namespace mailauth::net
