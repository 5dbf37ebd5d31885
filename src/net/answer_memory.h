#pragma once
// Answers for as long as they are good: their TTL, negative ones too (RFC 2308). Failures are remembered only briefly.

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>

#include "dns/answer.h"

namespace mailauth::net {

struct CacheOptions {
  std::size_t max_entries = 100000;  // the least recently used go first
  std::chrono::seconds max_ttl{3600};
  std::chrono::seconds max_negative_ttl{3600};
  std::chrono::seconds failure_ttl{10};
};

class AnswerMemory {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;

  explicit AnswerMemory(CacheOptions options, Clock clock = std::chrono::steady_clock::now);

  // What is known and still good, with the TTL that it had when it was new; null: nothing.
  dns::SharedAnswer recall(const dns::Question& question);
  // Remembers an answer, if only for those who wait for it. Equal records come in a stable order, as Evidence::put has
  // them.
  dns::SharedAnswer keep(dns::Answer answer);
  std::size_t hits() const { return hits_; }  // how often something was recalled

 private:
  struct Entry {
    dns::SharedAnswer answer;
    std::chrono::steady_clock::time_point expires;
    std::list<const dns::Question*>::iterator age;
  };
  using Entries = dns::QuestionMap<Entry>;
  std::chrono::seconds lifetime(const dns::Answer& answer) const;
  void forget(Entries::iterator entry);

  CacheOptions options_;
  Clock clock_;
  Entries entries_;
  std::list<const dns::Question*> by_use_;  // keys of entries_, the least recently used first
  std::size_t hits_ = 0;
};

}  // namespace mailauth::net
