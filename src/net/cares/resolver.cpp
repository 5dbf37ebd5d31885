#include "net/cares_resolver.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <list>
#include <utility>

#include "net/cares/servers.h"
#include "net/cares/try.h"
#include "net/wire/message.h"
#include "text/ascii.h"

namespace mailauth::net {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A server's socket buffer holds about 250 questions. Every try needs up to two descriptors of the 1,024
// that a process usually has.
constexpr std::size_t max_asked = 200;
constexpr std::size_t max_tries_alive = 400;
constexpr milliseconds until_less_is_alive{100};
constexpr std::size_t max_doublings = 16;  // of the time between two tries

struct RunningTry {
  std::size_t server = 0;  // its number
  std::unique_ptr<Try> attempt;
};

struct Pending {
  dns::Question question;
  std::size_t first_server = 0;
  Clock::time_point deadline;
  Clock::time_point next_try;  // when one more is begun, if nothing has come until then
  unsigned tries = 0;          // begun so far
  std::vector<RunningTry> alive;
  std::optional<dns::Answer> failure;  // the most telling one
};

std::vector<std::string> names_of(const std::vector<Server>& servers) {
  std::vector<std::string> names;
  for (const Server& server : servers) names.push_back(to_string(server));
  return names;
}

// poll() counts whole milliseconds; one more, so that it does not wake up just before the time.
int poll_timeout(Clock::time_point until) {
  const Clock::time_point now = Clock::now();
  if (until <= now) return 0;
  constexpr milliseconds longest{60'000};
  return static_cast<int>(std::min(std::chrono::ceil<milliseconds>(until - now), longest).count());
}

}  // namespace

struct CaresResolver::State {
  explicit State(const ResolverOptions& given)
      : options(given), servers(given.servers.empty() ? system_servers() : given.servers) {
    options.tries = std::max(options.tries, 1u);
  }

  void begin_waiting();
  void finish_ended();
  bool listen(Clock::time_point until);

  ResolverOptions options;
  std::vector<Server> servers;
  std::size_t first_server = 0;  // asked first: the one that answered last
  std::deque<dns::Question> waiting;
  std::list<Pending> asked;
  std::vector<dns::Answer> ready;

 private:
  std::size_t max_tries() const { return options.tries * servers.size(); }
  std::size_t tries_alive() const;
  std::optional<dns::Answer> step(Pending& question, Clock::time_point now);
  std::optional<dns::Answer> reap(Pending& question);
  void begin_try(Pending& question, Clock::time_point now);
  dns::Answer give_up(Pending& question) const;
  Clock::time_point next_event(Clock::time_point until) const;
};

std::size_t CaresResolver::State::tries_alive() const {
  std::size_t count = 0;
  for (const Pending& question : asked) count += question.alive.size();
  return count;
}

void CaresResolver::State::begin_waiting() {
  const Clock::time_point now = Clock::now();
  while (!waiting.empty() && asked.size() < max_asked) {
    asked.push_back({waiting.front(), first_server, now + options.question_budget, now, 0, {}, std::nullopt});
    waiting.pop_front();
    begin_try(asked.back(), now);
  }
}

void CaresResolver::State::finish_ended() {
  const Clock::time_point now = Clock::now();
  for (auto question = asked.begin(); question != asked.end();) {
    std::optional<dns::Answer> answer = step(*question, now);
    question = answer ? asked.erase(question) : std::next(question);
    if (answer) ready.push_back(*std::move(answer));
  }
}

// Moves the question on as far as possible without waiting; returns its end, when it has come.
std::optional<dns::Answer> CaresResolver::State::step(Pending& question, Clock::time_point now) {
  while (true) {
    if (std::optional<dns::Answer> answer = reap(question)) return answer;
    if (now >= question.deadline) return give_up(question);
    const bool alive = !question.alive.empty();
    if (question.tries == max_tries()) return alive ? std::nullopt : std::optional(give_up(question));
    if (alive && now < question.next_try) return std::nullopt;
    if (alive && tries_alive() >= max_tries_alive) {
      question.next_try = now + until_less_is_alive;
      return std::nullopt;
    }
    begin_try(question, now);
  }
}

// Takes the tries that have ended; returns the answer of one that got it.
std::optional<dns::Answer> CaresResolver::State::reap(Pending& question) {
  for (const RunningTry& running : question.alive) {
    const std::optional<dns::Answer>& result = running.attempt->result();
    if (!result) continue;
    if (!result->failed()) {
      first_server = running.server;
      return result;
    }
    if (!question.failure || weight(result->outcome) > weight(question.failure->outcome)) question.failure = result;
  }
  std::erase_if(question.alive, [](const RunningTry& running) { return running.attempt->result().has_value(); });
  return std::nullopt;
}

void CaresResolver::State::begin_try(Pending& question, Clock::time_point now) {
  const std::size_t server = (question.first_server + question.tries) % servers.size();
  const std::size_t round = std::min(question.tries / servers.size(), max_doublings);
  const bool last = question.tries > 0 && question.tries + 1 == max_tries();
  // The deadline of the question ends a try, never the timeout of c-ares.
  const milliseconds patience = std::chrono::ceil<milliseconds>(question.deadline - now) + std::chrono::seconds(1);
  question.alive.push_back(
      {server, std::make_unique<Try>(question.question, servers[server], last ? Over::tcp : Over::udp, patience)});
  question.next_try = now + options.timeout * (1 << round);
  ++question.tries;
}

dns::Answer CaresResolver::State::give_up(Pending& question) const {
  const bool silence = !question.failure || question.failure->outcome == dns::Outcome::timeout;
  if (question.failure && !(silence && !question.alive.empty())) return *std::move(question.failure);
  dns::Answer answer;
  answer.question = question.question;
  answer.outcome = dns::Outcome::timeout;
  const std::chrono::duration<double> seconds = options.question_budget;
  answer.detail = fmt::format("no answer from {} within {} s", text::join(names_of(servers), ", "), seconds.count());
  return answer;
}

Clock::time_point CaresResolver::State::next_event(Clock::time_point until) const {
  for (const Pending& question : asked) {
    until = std::min(until, question.deadline);
    if (question.tries < max_tries()) until = std::min(until, question.next_try);
    // A try can end before anybody listens: when there is no route to the server.
    for (const RunningTry& running : question.alive) {
      if (running.attempt->result()) return Clock::time_point::min();
    }
  }
  return until;
}

// Waits for the sockets, but not longer than until something else is due. False: the time is over, or a
// signal came.
bool CaresResolver::State::listen(Clock::time_point until) {
  std::vector<pollfd> sockets;
  std::vector<Try*> owners;
  for (const Pending& question : asked) {
    for (const RunningTry& running : question.alive) {
      running.attempt->add_sockets(sockets);
      owners.resize(sockets.size(), running.attempt.get());
    }
  }
  const int count = poll(sockets.data(), sockets.size(), poll_timeout(next_event(until)));
  if (count < 0) return false;
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    if (sockets[i].revents != 0) owners[i]->handle(sockets[i]);
  }
  return Clock::now() < until;
}

CaresResolver::CaresResolver(const ResolverOptions& options) : state_(std::make_unique<State>(options)) {}
CaresResolver::~CaresResolver() = default;
CaresResolver::CaresResolver(CaresResolver&&) noexcept = default;
CaresResolver& CaresResolver::operator=(CaresResolver&&) noexcept = default;

void CaresResolver::send(const dns::Question& question) {
  state_->waiting.push_back(question);
  state_->begin_waiting();
}

std::vector<dns::Answer> CaresResolver::receive(milliseconds wait) {
  const Clock::time_point until = Clock::now() + wait;
  for (bool go_on = true;; go_on = state_->listen(until)) {
    state_->finish_ended();
    state_->begin_waiting();
    if (!go_on || !state_->ready.empty() || state_->asked.empty()) break;
  }
  return std::exchange(state_->ready, {});
}

std::vector<std::string> CaresResolver::servers() const { return names_of(state_->servers); }

Transport CaresResolver::transport() {
  return {[this](const dns::Question& question) { send(question); },
          [this](milliseconds wait) { return receive(wait); },
          {}};
}

}  // namespace mailauth::net
