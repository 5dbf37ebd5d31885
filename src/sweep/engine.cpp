#include "sweep/engine.h"

#include <algorithm>
#include <list>
#include <memory>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "facts/collect.h"
#include "sweep/engine/crowd.h"

namespace mailauth::sweep {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds longest_wait{100};  // so that stop() is seen in time
constexpr milliseconds between_looks{20};  // for more work, when there is none
// A domain whose first question has no answer by then may be dead. It costs hardly anything but time, so that many of
// them may wait beside those that are looked at.
constexpr milliseconds silence{1000};
constexpr std::size_t silent_for_each = 5;  // of those that are looked at
// All rules together are larger than the first cache of a processor: each over many domains in a row is fetched once
// for all of them. So a domain takes a fifth less CPU than by itself; with 64 it takes no less than with 32.
constexpr std::size_t judged_together = 32;

// A domain under way.
struct Active {
  explicit Active(facts::Request request) : collection(std::move(request)) {}
  const facts::Request& request() const { return collection.request(); }

  facts::Collection collection;
  dns::Evidence evidence;
  Clock::time_point begin;
  std::size_t in_flight = 0;  // questions whose answers are awaited before facts are collected again
  enum class Gate : uint8_t { passed, waits, silent } gate = Gate::passed;
  std::list<Active*>::iterator at_gate;  // while it waits
};

// Who waits for an answer. Nearly always it is one domain.
struct Waiting {
  Active* first = nullptr;
  std::vector<Active*> others;
  bool is_shared = false;  // somebody else may ask, too
};

class Engine {
 public:
  Engine(const Work& work, net::Transport transport, const EngineOptions& options)
      : work_(work),
        transport_(std::move(transport)),
        options_(options),
        crowd_(options.max_active),
        memory_(options.cache) {}

  void run(const std::function<bool()>& stop) {
    while (!stop()) {
      note_silence();
      start_domains();
      if (active_.empty() && exhausted_) return;
      if (active_.empty()) std::this_thread::sleep_for(between_looks);
      receive();
      if (work_.tick) work_.tick(under_way());
    }
    judge_finished();
  }

 private:
  // What stands in the domain itself will not be asked for again: only the rest is worth remembering.
  static bool is_shared(const Active& active, const dns::Question& question) {
    return !question.name.is_within(active.request().domain);
  }

  // What other domains have asked for already costs no wave.
  dns::SharedAnswer recall(const Active& active, const dns::Question& question) {
    return is_shared(active, question) ? memory_.recall(question) : nullptr;
  }

  // Unless it is on its way already.
  void send(Active& active, dns::Question question) {
    const auto [entry, is_new] = waiting_.try_emplace(std::move(question));
    auto& [asked, waiting] = *entry;
    waiting.is_shared |= is_shared(active, asked);
    if (is_new) {
      waiting.first = &active;
      transport_.send(asked);
    } else {
      waiting.others.push_back(&active);
      ++active.evidence.cost.cached;
    }
  }

  std::size_t under_way() const { return active_.size() - finished_.size(); }

  bool has_room() const {
    const std::size_t silent = std::min(silent_, silent_for_each * options_.max_active);
    return under_way() - silent < crowd_.size();
  }

  void start_domains() {
    while (!exhausted_ && has_room()) {
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
    active.gate = Active::Gate::waits;
    active.at_gate = at_gate_.insert(at_gate_.end(), &active);
    send_missing(active);
  }

  void note_silence() {
    const Clock::time_point now = Clock::now();
    while (!at_gate_.empty() && at_gate_.front()->begin + silence <= now) {
      at_gate_.front()->gate = Active::Gate::silent;
      at_gate_.pop_front();
      ++silent_;
    }
  }

  void leave_gate(Active& active) {
    if (active.gate == Active::Gate::waits) at_gate_.erase(active.at_gate);
    if (active.gate == Active::Gate::silent) --silent_;
    active.gate = Active::Gate::passed;
  }

  void pass(Active& active) {
    leave_gate(active);
    active.collection.ask(active.evidence);
    if (!send_missing(active)) finish(active);
  }

  // Was anything missing?
  bool send_missing(Active& active) {
    std::vector<dns::Question> missing = active.evidence.take_missing();
    active.in_flight = missing.size();
    active.evidence.cost.questions += static_cast<unsigned>(missing.size());
    for (dns::Question& question : missing) send(active, std::move(question));
    return !missing.empty();
  }

  void finish(Active& active) {
    active.evidence.recall_from(nullptr);
    active.evidence.cost.elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - active.begin);
    finished_.push_back(&active);
  }

  void judge_finished() {
    if (finished_.empty()) return;
    std::vector<audit::Audit> audits(finished_.size());
    for (std::size_t i = 0; i < audits.size(); ++i) {
      Active& active = *finished_[i];
      audits[i].request = active.request();
      audits[i].evidence = std::move(active.evidence);  // its answers stay where they are: the facts point at them
      audits[i].facts = active.collection.take();
      active_.erase(&active);
    }
    finished_.clear();
    audit::judge(audits, options_.repairs ? audit::Repairs::proposed : audit::Repairs::none);
    for (audit::Audit& audit : audits) work_.done(std::move(audit));
  }

  void receive() {
    std::vector<dns::Answer> answers = transport_.receive(milliseconds::zero());
    if (answers.empty()) {
      crowd_.is_idle();
      judge_finished();
      start_domains();
      answers = transport_.receive(longest_wait);
    } else {
      crowd_.is_busy();
    }
    for (dns::Answer& answer : answers) deliver(std::move(answer));
    for (Active* active : std::exchange(ready_, {})) pass(*active);
    if (finished_.size() >= judged_together) judge_finished();
  }

  void deliver(dns::Answer answer) {
    const auto found = waiting_.find(answer.question);
    if (found == waiting_.end()) return;
    const Waiting waiting = std::move(found->second);
    waiting_.erase(found);
    if (waiting.is_shared || !waiting.others.empty()) {
      const dns::SharedAnswer kept = memory_.keep(std::move(answer));
      waiting.first->evidence.put(kept);
      for (Active* other : waiting.others) other->evidence.put(kept);
    } else {
      waiting.first->evidence.put(std::move(answer));
    }
    has_answer(*waiting.first);
    for (Active* other : waiting.others) has_answer(*other);
  }

  void has_answer(Active& active) {
    if (--active.in_flight == 0) ready_.push_back(&active);
  }

  const Work& work_;
  net::Transport transport_;
  const EngineOptions& options_;
  Crowd crowd_;
  net::AnswerMemory memory_;
  dns::QuestionMap<Waiting> waiting_;
  std::unordered_map<Active*, std::unique_ptr<Active>> active_;
  std::vector<Active*> ready_;
  std::vector<Active*> finished_;  // to be judged
  std::list<Active*> at_gate_;     // in the order in which they began
  std::size_t silent_ = 0;
  bool exhausted_ = false;
};

}  // namespace

void run_engine(const Work& work, net::Transport transport, const EngineOptions& options,
                const std::function<bool()>& stop) {
  Engine(work, std::move(transport), options).run(stop);
}

}  // namespace mailauth::sweep
