#include "support/hostile_server.h"

#include <netinet/in.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <vector>

#include "support/loopback.h"

namespace mailauth::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds tick{20};  // after which the end is noticed

enum class Ending { none, close, reset };

struct Connection {
  Clock::time_point busy_until;  // what is sent in pieces goes on until then
  Socket socket;
  std::string input;
  std::string output;            // what the client has had no room for
  Ending ending = Ending::none;  // when it is sent
  bool open = true;
};

struct Outgoing {
  Clock::time_point due;
  std::string octets;
  sockaddr_in client{};
  Connection* connection = nullptr;  // null: over UDP
  Ending ending = Ending::none;
  bool from_elsewhere = false;
};

std::string framed(const std::string& message) { return u16(static_cast<unsigned>(message.size())) + message; }

Ending ending_of(const Reply& reply) {
  if (reply.reset_tcp) return Ending::reset;
  return reply.close_tcp ? Ending::close : Ending::none;
}

}  // namespace

struct HostileServer::Loop {
  explicit Loop(HostileServer& owner, HostileOptions given) : server(owner), options(std::move(given)) {
    std::tie(udp, listener) = bind_both(options.port);
    elsewhere = bind_to_loopback(SOCK_DGRAM, 0);
    setsockopt(udp.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (listen(listener.get(), 128) != 0) throw std::runtime_error("cannot listen on 127.0.0.1");
    world.add_zone(options.zone);
    world.go_offline();
  }

  void run() {
    while (!server.stop_) {
      wait();
      read_packets();
      accept_connections();
      for (Connection& connection : connections) read_stream(connection);
      send_due();
      for (Connection& connection : connections) write_stream(connection);
      // What is still to be sent keeps a pointer, so a connection stays until the end.
    }
  }

  void wait() {
    std::vector<pollfd> sockets{{udp.get(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
    for (const Connection& connection : connections) {
      const auto events = static_cast<short>(connection.output.empty() ? POLLIN : POLLIN | POLLOUT);
      if (connection.open) sockets.push_back({connection.socket.get(), events, 0});
    }
    Clock::time_point until = Clock::now() + tick;
    for (const Outgoing& one : outgoing) until = std::min(until, one.due);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    poll(sockets.data(), sockets.size(), static_cast<int>(std::max<long>(left, 0)));
  }

  void read_packets() {
    std::array<char, 4096> buffer{};
    while (true) {
      sockaddr_in client{};
      socklen_t length = sizeof client;
      const ssize_t size =
          recvfrom(udp.get(), buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&client), &length);
      if (size < 0) return;
      answer({buffer.data(), static_cast<std::size_t>(size)}, client, nullptr);
    }
  }

  void accept_connections() {
    while (true) {
      const int descriptor = accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC);
      if (descriptor < 0) return;
      connections.emplace_back().socket = Socket(descriptor);
    }
  }

  void read_stream(Connection& connection) {
    std::array<char, 4096> buffer{};
    while (connection.open) {
      const ssize_t size = recv(connection.socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (size == 0) close(connection);
      if (size <= 0) return;
      connection.input.append(buffer.data(), static_cast<std::size_t>(size));
      take_messages(connection);
    }
  }

  // Over TCP two octets of length stand before every message (RFC 1035 4.2.2).
  void take_messages(Connection& connection) {
    std::string& input = connection.input;
    while (connection.open && input.size() >= 2) {
      const std::size_t length =
          static_cast<std::size_t>(static_cast<unsigned char>(input[0])) << 8 | static_cast<unsigned char>(input[1]);
      if (input.size() < 2 + length) return;
      answer(input.substr(2, length), {}, &connection);
      input.erase(0, 2 + length);
    }
  }

  void answer(std::string_view message, sockaddr_in client, Connection* connection) {
    std::optional<Query> query = parse_query(message);
    if (!query) return;
    query->over_tcp = connection != nullptr;
    ++server.questions_;
    if (connection) ++server.tcp_questions_;
    if (is_dead() || is_lost(connection)) return;
    Reply reply = reply_to(*query);
    if (options.twist) options.twist(*query, reply);
    if (connection && reply.messages.empty() && ending_of(reply) != Ending::none) {  // at once: nobody gets more
      connection->ending = ending_of(reply);
      return close(*connection);
    }
    put_out(reply, client, connection);
  }

  void put_out(const Reply& reply, const sockaddr_in& client, Connection* connection) {
    Clock::time_point due = Clock::now() + options.delay + reply.delay;
    // The pieces of two messages do not mix.
    const bool in_pieces = connection != nullptr && reply.pause.count() > 0;
    if (in_pieces) due = std::max(due, connection->busy_until);
    if (in_pieces) connection->busy_until = due + reply.pause * static_cast<int>(reply.messages.size());
    bool from_elsewhere = reply.from_elsewhere;
    for (const std::string& message : reply.messages) {
      const bool in_frame = connection && reply.framed;
      outgoing.push_back({due, in_frame ? framed(message) : message, client, connection, Ending::none, from_elsewhere});
      from_elsewhere = false;
      due += reply.pause;
    }
    if (connection && ending_of(reply) != Ending::none)
      outgoing.push_back({due, "", client, connection, ending_of(reply), false});
  }

  bool is_dead() {
    if (options.death.after == 0 || server.questions_ < options.death.after) return false;
    if (!died) died = Clock::now();
    return Clock::now() - *died < options.death.lasts;
  }

  bool is_lost(const Connection* connection) { return !connection && random() % 100 < options.loss; }

  Reply reply_to(const Query& query) {
    if (options.zone.speaks_for(query.name)) return reply_from(world, query);
    return hostile_reply(query, asked[query.name]++);
  }

  void send_due() {
    const Clock::time_point now = Clock::now();
    const auto due =
        std::stable_partition(outgoing.begin(), outgoing.end(), [now](const Outgoing& one) { return one.due > now; });
    std::for_each(due, outgoing.end(), [this](const Outgoing& one) { send(one); });
    outgoing.erase(due, outgoing.end());
  }

  void send(const Outgoing& one) {
    if (is_lost(one.connection)) return;
    if (!one.connection) {
      sendto((one.from_elsewhere ? elsewhere : udp).get(), one.octets.data(), one.octets.size(), 0,
             reinterpret_cast<const sockaddr*>(&one.client), sizeof one.client);
    } else if (one.connection->open) {
      one.connection->output += one.octets;
      if (one.ending != Ending::none) one.connection->ending = one.ending;
    }
  }

  void write_stream(Connection& connection) {
    std::string& output = connection.output;
    if (!connection.open) return;
    const ssize_t size = ::send(connection.socket.get(), output.data(), output.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (size > 0) output.erase(0, static_cast<std::size_t>(size));
    if (output.empty() && connection.ending != Ending::none) close(connection);
  }

  void close(Connection& connection) {
    const linger at_once{1, 0};  // RST instead of FIN
    if (connection.ending == Ending::reset)
      setsockopt(connection.socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    connection.open = false;
    connection.output.clear();
    connection.socket = Socket();
  }

  HostileServer& server;
  HostileOptions options;
  dns::Evidence world;
  Socket udp, listener, elsewhere;
  std::list<Connection> connections;
  std::vector<Outgoing> outgoing;
  std::map<dns::Name, unsigned> asked;
  std::optional<Clock::time_point> died;
  std::minstd_rand random{1};
};

HostileServer::HostileServer(HostileOptions options) : loop_(std::make_unique<Loop>(*this, std::move(options))) {
  port_ = port_of(loop_->udp);
  thread_ = std::thread([this] { loop_->run(); });
}

HostileServer::~HostileServer() {
  stop_ = true;
  thread_.join();
}

}  // namespace mailauth::test
