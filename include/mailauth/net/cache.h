#pragma once
// Joins equal questions while they are in flight and remembers answers for their TTL, negative ones too
// (RFC 2308). Failures are remembered only briefly.

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <vector>

#include "mailauth/net/transport.h"

namespace mailauth::net {

struct CacheOptions {
  std::size_t max_entries = 100000;  // the least recently used go first
  std::chrono::seconds max_ttl{3600};
  std::chrono::seconds max_negative_ttl{3600};
  std::chrono::seconds failure_ttl{10};
};

class Cache {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  explicit Cache(Transport below, CacheOptions options = {}, Clock clock = std::chrono::steady_clock::now);

  void send(const dns::Question& question);
  // A remembered answer comes out like any other, with the TTL that it had when it was new.
  std::vector<dns::Answer> receive(std::chrono::milliseconds wait);
  // The answer that is known and still good, as a hit; null: none. Equal records in a stable order, as Evidence::put
  // has them.
  dns::SharedAnswer recall(const dns::Question& question);
  Transport transport();  // valid as long as this object, at this address

  struct Counters {
    std::size_t sent = 0;    // put to the transport below
    std::size_t hits = 0;    // answered from memory
    std::size_t joined = 0;  // waited for an equal question already in flight
  };
  const Counters& counters() const { return counters_; }

 private:
  struct Entry {
    dns::SharedAnswer answer;
    std::chrono::steady_clock::time_point expires;
    std::list<dns::Question>::iterator age;
  };
  void remember(const dns::Answer& answer);
  std::chrono::seconds lifetime(const dns::Answer& answer) const;
  void forget(std::map<dns::Question, Entry>::iterator entry);
  Transport below_;
  CacheOptions options_;
  Clock clock_;
  std::map<dns::Question, Entry> entries_;
  std::list<dns::Question> by_use_;            // least recently used first
  std::map<dns::Question, unsigned> waiting_;  // how many sends wait for this answer
  std::vector<dns::Answer> ready_;
  Counters counters_;
};

}  // namespace mailauth::net
