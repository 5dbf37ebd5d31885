#include "support/limited_server.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

#include "support/dns_wire.h"

namespace mailauth::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int tick_ms = 20;  // after which the end is noticed

// May one more be answered? A tenth of a second's worth may come at once.
class Allowance {
 public:
  explicit Allowance(double rate) : rate_(rate), left_(rate / 10) {}
  bool take() {
    const Clock::time_point now = Clock::now();
    left_ = std::min(rate_ / 10, left_ + rate_ * std::chrono::duration<double>(now - last_).count());
    last_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  double rate_, left_;
  Clock::time_point last_ = Clock::now();
};

}  // namespace

LimitedServer::LimitedServer(Limits limits) : limits_(limits), socket_(bind_to_loopback(SOCK_DGRAM, 0)) {
  setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  thread_ = std::thread([this] { run(); });
}

LimitedServer::~LimitedServer() {
  stop_ = true;
  thread_.join();
}

void LimitedServer::run() {
  Allowance allowance(limits_.rate);
  std::minstd_rand random(1);
  while (!stop_) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    poll(&waiting, 1, tick_ms);
    std::array<char, 2048> buffer;
    sockaddr_in client{};
    socklen_t length = sizeof client;
    const ssize_t size =
        recvfrom(socket_.get(), buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&client), &length);
    if (size <= 0) continue;
    if (!allowance.take() || random() % 100 < limits_.loss) {
      ++dropped_;
    } else {
      answer({buffer.data(), static_cast<std::size_t>(size)}, client);
    }
  }
}

void LimitedServer::answer(std::string_view query, const sockaddr_in& client) const {
  std::optional<Query> parsed = parse_query(query);
  if (!parsed) return;
  if (!limits_.keeps_case) parsed->question = wire_name(parsed->name) + u16(parsed->type) + u16(1);
  Message message(*parsed);
  message.answer(parsed->name, dns::Type::txt, wire_strings({{"hello"}}));
  for (unsigned i = 0; i < limits_.copies; ++i) {
    sendto(socket_.get(), message.bytes().data(), message.bytes().size(), 0, reinterpret_cast<const sockaddr*>(&client),
           sizeof client);
  }
}

}  // namespace mailauth::test
