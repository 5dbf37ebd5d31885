#include "net/cache.h"

#include <utility>

namespace mailauth::net {

using std::chrono::milliseconds;

Cache::Cache(Transport below, CacheOptions options, Clock clock)
    : below_(std::move(below)), memory_(options, std::move(clock)) {}

void Cache::send(const dns::Question& question) {
  if (const dns::SharedAnswer known = memory_.recall(question)) {
    ready_.push_back(*known);
    return;
  }
  if (++waiting_[question] > 1) {
    ++joined_;
    return;
  }
  ++sent_;
  below_.send(question);
}

std::vector<dns::Answer> Cache::receive(milliseconds wait) {
  std::vector<dns::Answer> answers = std::exchange(ready_, {});
  for (dns::Answer& answer : below_.receive(answers.empty() ? wait : milliseconds(0))) {
    const dns::SharedAnswer kept = memory_.keep(std::move(answer));
    const auto waiting = waiting_.find(kept->question);
    if (waiting == waiting_.end()) continue;
    answers.insert(answers.end(), waiting->second, *kept);
    waiting_.erase(waiting);
  }
  return answers;
}

Transport Cache::transport() {
  return {[this](const dns::Question& question) { send(question); },
          [this](milliseconds wait) { return receive(wait); }, [this] { return memory_.hits() + joined_; }};
}

}  // namespace mailauth::net
