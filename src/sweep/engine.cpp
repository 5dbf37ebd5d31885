#include "mailauth/sweep/engine.h"

#include <memory>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mailauth/facts/collect.h"

namespace mailauth::sweep {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_wait{100};  // so that stop() is seen in time
constexpr milliseconds between_looks{20};  // for more work, when there is none

struct QuestionHash {
  std::size_t operator()(const dns::Question& question) const {
    return std::hash<std::string_view>{}(question.name.text()) * 31 + static_cast<std::size_t>(question.type);
  }
};

// A domain under way.
struct Active {
  explicit Active(facts::Request request) : collection(std::move(request)) {}
  const facts::Request& request() const { return collection.request(); }

  facts::Collection collection;
  dns::Evidence evidence;
  Clock::time_point begin;
  std::size_t in_flight = 0;  // questions whose answers are awaited before facts are collected again
};

class Engine {
 public:
  Engine(const Work& work, net::Transport transport, const EngineOptions& options)
      : work_(work), transport_(std::move(transport)), options_(options), cache_(below_cache(), options.cache) {}

  void run(const std::function<bool()>& stop) {
    while (!stop()) {
      start_domains();
      if (active_.empty() && exhausted_) return;
      if (active_.empty()) std::this_thread::sleep_for(between_looks);
      receive();
      if (work_.tick) work_.tick(active_.size());
    }
  }

 private:
  // What stands in the domain itself will not be asked for again: only the rest is worth remembering.
  static bool is_shared(const Active& active, const dns::Question& question) {
    return !question.name.is_within(active.request().domain);
  }

  // What other domains have asked for already costs no wave.
  dns::SharedAnswer recall(const Active& active, const dns::Question& question) {
    return is_shared(active, question) ? cache_.recall(question) : nullptr;
  }

  void send(Active& active, const dns::Question& question) {
    if (!is_shared(active, question)) return transport_.send(question);
    const std::size_t before = cache_.counters().joined;
    cache_.send(question);
    active.evidence.cost.cached += static_cast<unsigned>(cache_.counters().joined - before);
  }

  // The cache gets those answers that are for it: the engine reads them all.
  net::Transport below_cache() {
    return {.send =
                [this](const dns::Question& question) {
                  ++for_cache_[question];
                  transport_.send(question);
                },
            .receive = [this](milliseconds) { return std::exchange(cache_inbox_, {}); },
            .remembered = nullptr};
  }

  void start_domains() {
    while (!exhausted_ && active_.size() < options_.max_active) {
      auto request = work_.next();
      if (!request) {
        exhausted_ = !work_.more || !work_.more();
        return;
      }
      start(*std::move(request));
    }
  }

  void start(facts::Request request) {
    auto active = std::make_unique<Active>(std::move(request));
    active->begin = Clock::now();
    Active& started = *active;
    active_.emplace(&started, std::move(active));
    started.evidence.recall_from([this, &started](const dns::Question& question) { return recall(started, question); });
    if (started.request().effort == facts::Effort::sweep) return open_gate(started);
    pass(started);
  }

  // All other questions would wait for this one.
  void open_gate(Active& active) {
    active.evidence.ask_only_below_what_exists();
    active.evidence.ask(active.request().domain, dns::Type::txt);
    send_missing(active);
  }

  void pass(Active& active) {
    active.collection.ask(active.evidence);
    if (!send_missing(active)) finish(active);
  }

  // Was anything missing?
  bool send_missing(Active& active) {
    const std::vector<dns::Question> missing = active.evidence.take_missing();
    active.in_flight = missing.size();
    active.evidence.cost.questions += static_cast<unsigned>(missing.size());
    for (const dns::Question& question : missing) {
      waiting_.emplace(question, &active);
      send(active, question);
    }
    return !missing.empty();
  }

  void finish(Active& active) {
    active.evidence.recall_from(nullptr);
    active.evidence.cost.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - active.begin);
    facts::Request request = active.request();
    auto audit = audit::audit_facts(std::move(request), std::move(active.evidence), active.collection.take(),
                                    options_.repairs ? audit::Repairs::proposed : audit::Repairs::none);
    active_.erase(&active);
    work_.done(std::move(audit));
  }

  void receive() {
    deliver(cache_.receive(milliseconds::zero()));  // what it remembers
    for (dns::Answer& answer : transport_.receive(ready_.empty() ? longest_wait : milliseconds::zero())) {
      const auto expected = for_cache_.find(answer.question);
      if (expected == for_cache_.end()) {
        deliver(std::move(answer));
        continue;
      }
      if (--expected->second == 0) for_cache_.erase(expected);
      cache_inbox_.push_back(std::move(answer));
    }
    deliver(cache_.receive(milliseconds::zero()));
    for (Active* active : std::exchange(ready_, {})) pass(*active);
  }

  void deliver(std::vector<dns::Answer> answers) {
    for (dns::Answer& answer : answers) deliver(std::move(answer));
  }

  // Each answer is for one of those who asked.
  void deliver(dns::Answer answer) {
    const auto waiting = waiting_.find(answer.question);
    if (waiting == waiting_.end()) return;
    Active& active = *waiting->second;
    waiting_.erase(waiting);
    active.evidence.put(std::move(answer));
    if (--active.in_flight == 0) ready_.push_back(&active);
  }

  const Work& work_;
  net::Transport transport_;
  const EngineOptions& options_;
  net::Cache cache_;
  std::vector<dns::Answer> cache_inbox_;
  std::unordered_map<dns::Question, unsigned, QuestionHash> for_cache_;
  std::unordered_multimap<dns::Question, Active*, QuestionHash> waiting_;
  std::unordered_map<Active*, std::unique_ptr<Active>> active_;
  std::vector<Active*> ready_;
  bool exhausted_ = false;
};

}  // namespace

void run_engine(const Work& work, net::Transport transport, const EngineOptions& options,
                const std::function<bool()>& stop) {
  Engine(work, std::move(transport), options).run(stop);
}

}  // namespace mailauth::sweep
