#include "mailauth/net/cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace mailauth::net {

using std::chrono::milliseconds;
using std::chrono::seconds;

Cache::Cache(Transport below, CacheOptions options, Clock clock)
    : below_(std::move(below)), options_(options), clock_(std::move(clock)) {}

void Cache::send(const dns::Question& question) {
  if (const dns::SharedAnswer known = recall(question)) {
    ready_.push_back(*known);
    return;
  }
  if (++waiting_[question] > 1) {
    ++counters_.joined;
    return;
  }
  ++counters_.sent;
  below_.send(question);
}

std::vector<dns::Answer> Cache::receive(milliseconds wait) {
  std::vector<dns::Answer> answers = std::exchange(ready_, {});
  for (dns::Answer& answer : below_.receive(answers.empty() ? wait : milliseconds(0))) {
    remember(answer);
    const auto waiting = waiting_.find(answer.question);
    if (waiting == waiting_.end()) continue;
    answers.insert(answers.end(), waiting->second, answer);
    waiting_.erase(waiting);
  }
  return answers;
}

Transport Cache::transport() {
  return {[this](const dns::Question& question) { send(question); },
          [this](milliseconds wait) { return receive(wait); }, [this] { return counters_.hits + counters_.joined; }};
}

// It is the last used one then.
dns::SharedAnswer Cache::recall(const dns::Question& question) {
  const auto entry = entries_.find(question);
  if (entry == entries_.end()) return nullptr;
  if (entry->second.expires <= clock_()) {
    forget(entry);
    return nullptr;
  }
  by_use_.splice(by_use_.end(), by_use_, entry->second.age);
  ++counters_.hits;
  return entry->second.answer;
}

void Cache::remember(const dns::Answer& answer) {
  if (const auto old = entries_.find(answer.question); old != entries_.end()) forget(old);
  const seconds good_for = lifetime(answer);
  if (good_for <= seconds::zero() || options_.max_entries == 0) return;
  while (entries_.size() >= options_.max_entries) forget(entries_.find(by_use_.front()));
  by_use_.push_back(answer.question);
  auto kept = std::make_shared<dns::Answer>(answer);
  dns::normalise(kept->records);
  entries_.emplace(answer.question, Entry{std::move(kept), clock_() + good_for, std::prev(by_use_.end())});
}

// A denial without an SOA has no TTL and is not kept (RFC 2308 5); failures are kept just long enough not to
// ask a broken server again and again (RFC 2308 7).
seconds Cache::lifetime(const dns::Answer& answer) const {
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

void Cache::forget(std::map<dns::Question, Entry>::iterator entry) {
  by_use_.erase(entry->second.age);
  entries_.erase(entry);
}

}  // namespace mailauth::net
