#include <fmt/format.h>
#include <sys/epoll.h>

#include <array>
#include <thread>
#include <utility>

#include "net/bulk/state.h"
#include "net/wire/parse.h"

namespace mailauth::net {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds longest_sleep = 100ms;  // windows are looked at as often
constexpr std::chrono::milliseconds between_tokens = 1ms;
constexpr int most_batches = 8;             // read from one socket before others have their turn
constexpr std::size_t few = 32, many = 64;  // answers
constexpr std::chrono::microseconds moment = 300us;
constexpr unsigned truncated_bit = 0x02;

bool is_truncated(std::string_view message) { return (static_cast<unsigned char>(message[2]) & truncated_bit) != 0; }

}  // namespace

// epoll counts whole milliseconds; rounded up, so that it does not wake up just before the time.
int BulkResolver::State::patience(Time until) const {
  if (turn_is_full_) return 0;
  const bool for_tokens = !waiting.empty() || !again_.empty();
  until = timers_.next(std::min(until, now_ + (for_tokens ? between_tokens : longest_sleep)));
  if (until <= now_) return 0;
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(until - now_).count());
}

// Answers that come one by one cost a system call or two each, and then the questions that they lead to another one.
// While many are awaited, they are given a moment to come together.
bool BulkResolver::State::answers_trickle() const {
  std::size_t awaited = 0;
  for (const auto& upstream : upstreams) awaited += upstream->in_flight;
  return last_received_ > 0 && last_received_ < few && awaited >= many;
}

bool BulkResolver::State::listen(Time until) {
  if (answers_trickle() && patience(until) > 0) std::this_thread::sleep_for(moment);
  const std::size_t received_before = counters.received;
  std::array<epoll_event, batch_size> events;
  const int count = epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), patience(until));
  now_ = clock();
  if (count < 0) return false;
  for (int i = 0; i < count; ++i) {
    const uint64_t tag = events[static_cast<std::size_t>(i)].data.u64;
    Upstream& upstream = *upstreams[tag >> 32];
    const int descriptor = static_cast<int>(tag & 0xffffffff);
    if (UdpSocket* socket = upstream.find_socket(descriptor)) {
      read_packets(upstream, *socket);
    } else if (upstream.tcp && upstream.tcp->descriptor() == descriptor) {
      read_stream(upstream, events[static_cast<std::size_t>(i)].events);
    }
  }
  last_received_ = counters.received - received_before;
  return now_ < until;
}

void BulkResolver::State::read_packets(Upstream& upstream, UdpSocket& socket) {
  for (int batch = 0; batch < most_batches; ++batch) {
    const int count = inbox_.receive(socket.descriptor());
    if (count < 0) upstream.refused(errno, now_);
    for (int i = 0; i < count; ++i) read_packet(upstream, socket, inbox_.packet(static_cast<std::size_t>(i)));
    if (count < static_cast<int>(batch_size)) return;
  }
}

void BulkResolver::State::read_packet(Upstream& upstream, const UdpSocket& socket, std::string_view packet) {
  const std::optional<uint32_t> slot = packet.size() < header_size ? std::nullopt : socket.find(id_of(packet));
  if (!slot || !upstream.accepts(asked[*slot].query, match(asked[*slot].query, packet))) {
    ++counters.ignored;
    return;
  }
  Asked& one = asked[*slot];
  count_answer(one, upstream);
  if (!is_truncated(packet) || one.probe) return on_message(*slot, upstream, packet);
  settle(one);
  asked.release_places(one);
  one.over_tcp = true;
  ++counters.over_tcp;
  upstream.tcp_queue.push_back(asked.step(*slot));
}

void BulkResolver::State::count_answer(const Asked& one, Upstream& upstream) {
  ++counters.received;
  upstream.heard(now_);
  ++upstream.report.answers;
  if (one.tries > 1 || one.second_pass || one.over_tcp || one.stage != Stage::asked) return;
  ++upstream.report.first_tries;
  upstream.measure_round_trip(now_ - one.sent);
}

void BulkResolver::State::on_message(uint32_t slot, Upstream& upstream, std::string_view message) {
  Asked& one = asked[slot];
  settle(one);
  std::optional<Message> parts = read_message(message, one.question.type);
  dns::Answer answer;
  if (parts) {
    answer = read_answer(std::move(one.question), *std::move(parts));
    if (answer.failed()) answer.detail = fmt::format("{}: {}", upstream.name, answer.detail);
  } else {
    answer.question = std::move(one.question);
    answer.outcome = dns::Outcome::malformed;
    answer.detail = fmt::format("what {} sent cannot be parsed", upstream.name);
  }
  answer.size = static_cast<uint32_t>(message.size());
  if (answer.outcome == dns::Outcome::refused || answer.outcome == dns::Outcome::server_failure) {
    ++upstream.report.failures;
  }
  if (!answer.failed()) return finish_with(slot, std::move(answer));
  on_failure(slot, std::move(answer));
}

void BulkResolver::State::read_stream(Upstream& upstream, uint32_t events) {
  TcpStream& stream = *upstream.tcp;
  if ((events & EPOLLOUT) != 0) stream.write();
  if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) {
    for (const std::string& message : stream.read()) {
      const std::optional<uint32_t> slot = message.size() < header_size ? std::nullopt : stream.find(id_of(message));
      if (!slot || !upstream.accepts(asked[*slot].query, match(asked[*slot].query, message))) {
        ++counters.ignored;
        continue;
      }
      stream.release_id(id_of(message));
      count_answer(asked[*slot], upstream);
      on_message(*slot, upstream, message);
    }
  }
  if (!stream.is_open()) close_stream(upstream);
}

// Servers close a connection when it has answered enough: then the rest is asked again, and no try is lost. Only who
// was alone on it has had its try.
void BulkResolver::State::close_stream(Upstream& upstream) {
  const bool was_alone = upstream.is_cautious();
  const std::unique_ptr<TcpStream> stream = upstream.take_closed_tcp();
  for (const uint32_t slot : stream->owners()) {
    Asked& one = asked[slot];
    settle(one);
    if (stream->has_answered() || !was_alone) --one.tries;
    if (tries_left(one) > 0) {
      upstream.tcp_queue.push_back(asked.step(slot));
      continue;
    }
    dns::Answer closed;
    closed.question = one.question;
    closed.outcome = dns::Outcome::timeout;
    closed.detail = fmt::format("{} closed the TCP connection", upstream.name);
    on_failure(slot, std::move(closed));
  }
}

}  // namespace mailauth::net
