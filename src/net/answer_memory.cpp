#include "net/answer_memory.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mailauth::net {

using std::chrono::seconds;

AnswerMemory::AnswerMemory(CacheOptions options, Clock clock) : options_(options), clock_(std::move(clock)) {}

// It is the last used one then.
dns::SharedAnswer AnswerMemory::recall(const dns::Question& question) {
  const auto entry = entries_.find(question);
  if (entry == entries_.end()) return nullptr;
  if (entry->second.expires <= clock_()) {
    forget(entry);
    return nullptr;
  }
  by_use_.splice(by_use_.end(), by_use_, entry->second.age);
  ++hits_;
  return entry->second.answer;
}

dns::SharedAnswer AnswerMemory::keep(dns::Answer answer) {
  dns::normalise(answer.records);
  auto kept = std::make_shared<const dns::Answer>(std::move(answer));
  if (const auto old = entries_.find(kept->question); old != entries_.end()) forget(old);
  const seconds good_for = lifetime(*kept);
  if (good_for <= seconds::zero() || options_.max_entries == 0) return kept;
  while (entries_.size() >= options_.max_entries) forget(entries_.find(*by_use_.front()));
  const auto entry = entries_.emplace(kept->question, Entry{kept, clock_() + good_for, {}}).first;
  entry->second.age = by_use_.insert(by_use_.end(), &entry->first);
  return kept;
}

// A denial without an SOA has no TTL and is not kept (RFC 2308 5); failures are kept just long enough not to
// ask a broken server again and again (RFC 2308 7).
seconds AnswerMemory::lifetime(const dns::Answer& answer) const {
  const seconds ttl{answer.ttl};
  switch (answer.outcome) {
    case dns::Outcome::found: return std::min(ttl, options_.max_ttl);
    case dns::Outcome::no_data:
    case dns::Outcome::no_domain: return std::min(ttl, options_.max_negative_ttl);
    case dns::Outcome::server_failure:
    case dns::Outcome::refused:
    case dns::Outcome::timeout:
    case dns::Outcome::malformed: return options_.failure_ttl;
    case dns::Outcome::pending:
    case dns::Outcome::not_asked: return seconds::zero();
  }
  return seconds::zero();
}

void AnswerMemory::forget(Entries::iterator entry) {
  by_use_.erase(entry->second.age);
  entries_.erase(entry);
}

}  // namespace mailauth::net
