#pragma once
// DNS questions to recursive resolvers: over UDP with EDNS (RFC 6891), TCP after truncation, one for a person who
// waits or ten thousand at once. One object a thread.
//
// A question has several tries with true timeouts; whatever try gets an answer first, also late, ends the question. It
// has failed when every try has; of several failures the one that says most is kept. Any octets may stand in a name.
//
// A check asks the servers in the order of their configuration, beginning with the one that answered last. What fails
// (SERVFAIL, REFUSED, a refused connection) is tried at once at the next one, and the last try is over TCP.
// A sweep (`for_many`) asks the resolver with most room, as much as each can bear. What stays silent is put aside and
// asked once more when there is less to do; a resolver that has answered and is silent now may come back.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/transport.h"

namespace mailauth::net {

struct ResolverOptions {
  std::vector<Server> servers;                       // recursive resolvers; empty: those of the system's configuration
  std::chrono::milliseconds timeout{2000};           // of the first try; later ones wait twice as long, and again
  unsigned tries = 3;                                // at each server; of a sweep: all together
  std::chrono::milliseconds question_budget{10000};  // for one question, all tries together; not of a sweep
  std::size_t concurrency = 200;                     // most questions in flight, all resolvers together

  // Of a sweep alone.
  bool many = false;
  double rate = 0;                                     // most packets a second, all resolvers together; 0: no limit
  std::chrono::milliseconds second_pass_after{10000};  // or sooner, when there is nothing else to do
  std::chrono::milliseconds dead_patience{30000};      // that questions wait while every resolver is dead

  static ResolverOptions for_many();
};

// "192.0.2.1", "192.0.2.1:5353", "2001:db8::1", "[2001:db8::1]:5353"; or one line that says what is wrong.
std::variant<Server, std::string> parse_server(std::string_view text);

class Resolver {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // Throws std::runtime_error when no sockets are to be had or the system has no server configured.
  explicit Resolver(const ResolverOptions& options, Clock clock = std::chrono::steady_clock::now);
  ~Resolver();
  Resolver(Resolver&&) noexcept;
  Resolver& operator=(Resolver&&) noexcept;

  void send(const dns::Question& question);
  std::vector<dns::Answer> receive(std::chrono::milliseconds wait);
  // How many more questions are useful now. More are taken, too, but they wait, and waiting takes memory.
  std::size_t room() const;
  // Nothing more will be sent: the second pass can begin at once.
  void finish();
  std::vector<std::string> servers() const;  // as text, for the report
  Transport transport();                     // valid as long as this object, at this address

  struct Counters {
    std::size_t questions = 0;  // asked by `send`
    std::size_t sent = 0;       // packets and TCP messages, retries included
    std::size_t received = 0;   // answers to what was asked
    std::size_t ignored = 0;    // what belonged to no question
    std::size_t timeouts = 0;   // of first tries
    std::size_t retries = 0;
    std::size_t over_tcp = 0;     // questions that had to be asked over TCP
    std::size_t second_pass = 0;  // questions that were put aside
  };
  const Counters& counters() const;

  struct Health {
    std::string server;
    std::size_t window = 0, in_flight = 0;
    double rate = 0;                          // answers a second
    std::chrono::microseconds round_trip{0};  // smoothed
    bool alive = true;
    bool heard = false;    // it has answered once
    bool refuses = false;  // there is no way to it, or nobody listens there: not mere silence
    std::string trouble;   // "connection refused"; may be empty
  };
  std::vector<Health> health() const;  // one for each server

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mailauth::net
