#pragma once
// A transport over another one: joins equal questions while they are in flight, and remembers answers.

#include <chrono>
#include <cstddef>
#include <vector>

#include "net/answer_memory.h"
#include "net/transport.h"

namespace mailauth::net {

class Cache {
 public:
  using Clock = AnswerMemory::Clock;

  explicit Cache(Transport below, CacheOptions options = {}, Clock clock = std::chrono::steady_clock::now);

  void send(const dns::Question& question);
  // A remembered answer comes out like any other, with the TTL that it had when it was new.
  std::vector<dns::Answer> receive(std::chrono::milliseconds wait);
  Transport transport();  // valid as long as this object, at this address

  struct Counters {
    std::size_t sent = 0;    // put to the transport below
    std::size_t hits = 0;    // answered from memory
    std::size_t joined = 0;  // waited for an equal question already in flight
  };
  Counters counters() const { return {sent_, memory_.hits(), joined_}; }

 private:
  Transport below_;
  AnswerMemory memory_;
  dns::QuestionMap<unsigned> waiting_;  // how many sends wait for this answer
  std::vector<dns::Answer> ready_;
  std::size_t sent_ = 0, joined_ = 0;
};

}  // namespace mailauth::net
