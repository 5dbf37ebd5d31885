#pragma once
// DNS questions by the ten thousand, over UDP to recursive resolvers, with as many on their way as the resolvers
// can bear: behind the same seam as CaresResolver, at a fraction of its cost.
//
// A question has several tries with true timeouts, each at another resolver when there is one, and TCP after
// truncation; an answer to an earlier try counts, however late. What stays silent is put aside and asked once more
// when there is less to do, before it comes out as "no answer in time". One object a thread.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/transport.h"

namespace mailauth::net {

struct BulkOptions {
  std::vector<Server> servers;              // recursive resolvers; empty: those of the system's configuration
  std::chrono::milliseconds timeout{1000};  // of the first try; each further one waits twice as long
  unsigned tries = 3;                       // 1 to 5
  std::size_t concurrency = 8000;           // most questions in flight, all resolvers together
  double rate = 0;                          // most packets a second, all resolvers together; 0: no limit
  std::chrono::milliseconds second_pass_after{10000};  // or sooner, when there is nothing else to do
  std::chrono::milliseconds dead_patience{30000};      // that questions wait while every resolver is dead
};

class BulkResolver {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  // Throws std::runtime_error when no sockets are to be had.
  explicit BulkResolver(const BulkOptions& options, Clock clock = std::chrono::steady_clock::now);
  ~BulkResolver();
  BulkResolver(BulkResolver&&) noexcept;
  BulkResolver& operator=(BulkResolver&&) noexcept;

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
    std::string trouble;  // "connection refused"; may be empty
  };
  std::vector<Health> health() const;  // one for each server

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mailauth::net
