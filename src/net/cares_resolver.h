#pragma once
// DNS questions through c-ares: UDP with EDNS, TCP after truncation, several tries over several servers.
//
// A question is put to the servers in turn, beginning with the one that answered last. What fails (SERVFAIL,
// REFUSED, an answer that is none, a refused connection) is tried at once at the next server; silence after
// `timeout`, then after twice as long in each further round; the last try is over TCP. Whatever try gets an
// answer first, also late, ends the question. It has failed when every try has, or when its budget is used up
// (that alone makes it "no answer in time"); of several failures the one that says most is kept.

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/transport.h"

namespace mailauth::net {

struct ResolverOptions {
  std::vector<Server> servers;                       // empty: those of the system's configuration
  std::chrono::milliseconds timeout{2000};           // of the first try; later ones wait longer
  unsigned tries = 3;                                // rounds over all servers
  std::chrono::milliseconds question_budget{10000};  // wall clock for one question, all tries together
};

// "192.0.2.1", "192.0.2.1:5353", "2001:db8::1", "[2001:db8::1]:5353"; or one line that says what is wrong.
std::variant<Server, std::string> parse_server(std::string_view text);

// Follows no CNAME across servers itself: it asks a recursive resolver and keeps the chain of the answer.
// Not thread-safe. Throws std::runtime_error when c-ares cannot be set up (no memory, no configuration).
class CaresResolver {
 public:
  explicit CaresResolver(const ResolverOptions& options);
  ~CaresResolver();
  CaresResolver(CaresResolver&&) noexcept;
  CaresResolver& operator=(CaresResolver&&) noexcept;

  void send(const dns::Question& question);
  std::vector<dns::Answer> receive(std::chrono::milliseconds wait);
  std::vector<std::string> servers() const;  // as text, for the report
  Transport transport();                     // valid as long as this object, at this address

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mailauth::net
