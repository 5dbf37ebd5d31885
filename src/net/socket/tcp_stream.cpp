#include "net/socket/tcp_stream.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace mailauth::net {
namespace {

constexpr std::size_t length_size = 2;
constexpr unsigned most_ignored = 16;

bool is_for_later(int error) { return error == EAGAIN || error == EINTR || error == EINPROGRESS || error == ENOTCONN; }

}  // namespace

TcpStream::TcpStream(const SocketAddress& server, std::size_t most_in_flight)
    : socket_(::socket(server.family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
      most_in_flight_(most_in_flight) {
  open_ = socket_.get() >= 0 && (connect(socket_.get(), server.get(), server.size()) == 0 || errno == EINPROGRESS);
  if (!open_) error_ = errno;
}

void TcpStream::ask(Query& query, uint32_t owner, RandomBits& random) {
  uint16_t id = random.next();
  while (asked_.contains(id)) id = random.next();
  asked_[id] = {owner, accepted_};
  set_id(query, id);
  output_ += static_cast<char>(query.size >> 8);
  output_ += static_cast<char>(query.size);
  output_ += query.view();
}

bool TcpStream::give_up(uint32_t owner) {
  doubtful_ = true;
  const auto asked = std::ranges::find_if(asked_, [owner](const auto& each) { return each.second.owner == owner; });
  const bool stuck = asked != asked_.end() && asked->second.accepted_before == accepted_;
  forget(owner);
  return stuck;
}

void TcpStream::forget(uint32_t owner) {
  std::erase_if(asked_, [owner](const auto& asked) { return asked.second.owner == owner; });
}

void TcpStream::accepted(uint16_t id) {
  asked_.erase(id);
  ++accepted_;
  doubtful_ = false;
  ignored_ = 0;
}

void TcpStream::ignored() { open_ = open_ && ++ignored_ < most_ignored; }

// A connection that was there and is reset was closed, whatever the reason.
void TcpStream::fail(int error) {
  open_ = false;
  if (error != ECONNRESET && error != EPIPE) error_ = error;
}

std::optional<uint32_t> TcpStream::find(uint16_t id) const {
  const auto asked = asked_.find(id);
  return asked == asked_.end() ? std::nullopt : std::optional(asked->second.owner);
}

std::vector<uint32_t> TcpStream::owners() const {
  std::vector<uint32_t> owners;
  for (const auto& [id, asked] : asked_) owners.push_back(asked.owner);
  return owners;
}

void TcpStream::write() {
  while (wants_to_write()) {
    const ssize_t size = send(socket_.get(), output_.data(), output_.size(), MSG_NOSIGNAL);
    if (size < 0) {
      if (!is_for_later(errno)) fail(errno);
      return;
    }
    output_.erase(0, static_cast<std::size_t>(size));
  }
}

std::vector<std::string> TcpStream::read() {
  std::array<char, 65536> buffer;
  const ssize_t size = recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (size == 0) open_ = false;
  if (size < 0 && !is_for_later(errno)) fail(errno);
  if (size > 0) input_.append(buffer.data(), static_cast<std::size_t>(size));
  std::vector<std::string> messages;
  std::size_t at = 0;
  while (input_.size() - at >= length_size) {
    const std::size_t length = id_of(std::string_view(input_).substr(at));  // two octets, as an id has
    if (input_.size() - at < length_size + length) break;
    messages.push_back(input_.substr(at + length_size, length));
    at += length_size + length;
  }
  input_.erase(0, at);
  return messages;
}

}  // namespace mailauth::net
