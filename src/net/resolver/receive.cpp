#include <fmt/format.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>
#include <utility>

#include "net/resolver/state.h"
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
int Resolver::State::patience(Time until) const {
  if (turn_is_full_) return 0;
  const bool for_tokens = !waiting.empty() || !again_.empty();
  if (!budgets_.empty()) until = std::min(until, budgets_.front().due);
  until = timers_.next(std::min(until, now_ + (for_tokens ? between_tokens : longest_sleep)));
  if (until <= now_) return 0;
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(until - now_).count());
}

// Answers that come one by one cost a system call or two each, and then the questions that they lead to another one.
// While many are awaited, they are given a moment to come together.
bool Resolver::State::answers_trickle() const {
  std::size_t awaited = 0;
  for (const auto& upstream : upstreams) awaited += upstream->in_flight;
  return last_received_ > 0 && last_received_ < few && awaited >= many;
}

bool Resolver::State::listen(Time until) {
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

void Resolver::State::read_packets(Upstream& upstream, UdpSocket& socket) {
  for (int batch = 0; batch < most_batches; ++batch) {
    const int count = inbox_.receive(socket.descriptor());
    if (count < 0) upstream.refused(errno, now_);
    for (int i = 0; i < count; ++i) read_packet(upstream, socket, inbox_.packet(static_cast<std::size_t>(i)));
    if (count < static_cast<int>(batch_size)) return;
  }
}

void Resolver::State::read_packet(Upstream& upstream, const UdpSocket& socket, std::string_view packet) {
  const std::optional<uint32_t> slot = packet.size() < header_size ? std::nullopt : socket.find(id_of(packet));
  const Match matched = slot ? match(asked[*slot].query, packet) : Match::none;
  if (matched == Match::none) {
    ++counters.ignored;
    if (slot) asked[*slot].junk = true;
    return;
  }
  Asked& one = asked[*slot];
  const bool is_odd = matched == Match::in_another_case && upstream.letter_case != Upstream::Case::changed;
  if (!is_odd) {
    count_answer(one, upstream);
    upstream.note_case(one.query, matched);
    if (!is_truncated(packet) || one.probe) return on_message(*slot, upstream, packet);
  }
  // In another case it may be somebody else's answer; over TCP nobody else can answer.
  if (one.over_tcp || one.probe) return;
  settle(one);
  asked.release_places(one);
  queue_for_tcp(*slot, upstream);
}

void Resolver::State::count_answer(const Asked& one, Upstream& upstream) {
  ++counters.received;
  upstream.heard(now_);
  ++upstream.report.answers;
  if (one.tries > 1 || one.second_pass || one.over_tcp || one.stage != Stage::asked) return;
  ++upstream.report.first_tries;
  upstream.measure_round_trip(now_ - one.sent);
}

void Resolver::State::on_message(uint32_t slot, Upstream& upstream, std::string_view message) {
  Asked& one = asked[slot];
  settle(one);
  std::optional<Message> parts = read_message(message, one.question.type);
  if (parts && ask_without_edns(slot, upstream, parts->rcode)) return;
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
  if (answer.failed()) return on_failure(slot, std::move(answer));
  if (!options.many) first_upstream_ = asked[slot].upstream;
  if (!follow_alias(slot, answer)) finish_with(slot, std::move(answer));
}

// Servers that know no EDNS say so by an error code (RFC 6891 7): the question is put once more without, which is not
// counted as a try.
bool Resolver::State::ask_without_edns(uint32_t slot, Upstream& upstream, unsigned rcode) {
  Asked& one = asked[slot];
  const bool is_about_edns = rcode == rcode_formerr || rcode == rcode_notimp || rcode == rcode_badvers;
  if (!is_about_edns || !one.query.has_edns || one.probe) return false;
  drop_edns(one.query);
  --one.tries;
  if (one.over_tcp) {
    queue_for_tcp(slot, upstream);
  } else {
    again_.push_back(asked.step(slot));
  }
  return true;
}

// Where a chain of CNAMEs ends in nothing, and nobody vouches for that by an SOA (RFC 2308 2.2), its end is asked for:
// resolvers that stop at the CNAME look the same as an end without records.
bool Resolver::State::follow_alias(uint32_t slot, dns::Answer& answer) {
  if (answer.outcome != dns::Outcome::no_data || answer.cnames.empty() || answer.authority) return false;
  Asked& one = asked[slot];
  const std::size_t hops = answer.cnames.size() + (one.aliased ? one.aliased->cnames.size() : 0);
  if (hops > dns::max_cname_hops) return false;
  dns::Question next{answer.owner(), answer.question.type};
  if (one.aliased) answer = behind_alias(*std::move(one.aliased), std::move(answer));
  one.aliased = std::make_unique<dns::Answer>(std::move(answer));
  asked.ask_instead(slot, std::move(next), random_);
  again_.push_back(asked.step(slot));
  return true;
}

void Resolver::State::read_stream(Upstream& upstream, uint32_t events) {
  TcpStream& stream = *upstream.tcp;
  if ((events & EPOLLOUT) != 0) stream.write();
  if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) {
    for (const std::string& message : stream.read()) {
      const std::optional<uint32_t> slot = message.size() < header_size ? std::nullopt : stream.find(id_of(message));
      const Match matched = slot ? match(asked[*slot].query, message) : Match::none;
      if (matched == Match::none) {
        ++counters.ignored;
        stream.ignored();
        if (slot) asked[*slot].junk = true;
        continue;
      }
      stream.accepted(id_of(message));
      upstream.note_case(asked[*slot].query, matched);
      count_answer(asked[*slot], upstream);
      on_message(*slot, upstream, message);
    }
  }
  if (!stream.is_open()) close_stream(upstream);
}

// Servers close a connection when it has answered enough: then the rest is asked again, and no try is lost. Only who
// was alone on it has had its try.
void Resolver::State::close_stream(Upstream& upstream, Closing closing) {
  const bool was_alone = upstream.is_cautious();
  const std::unique_ptr<TcpStream> stream = upstream.take_closed_tcp(closing == Closing::stuck);
  // Where TCP is not to be had, the case cannot be made sure of.
  if (upstream.letter_case == Upstream::Case::unknown && !stream->has_answered())
    upstream.letter_case = Upstream::Case::changed;
  for (const uint32_t slot : stream->owners()) {
    Asked& one = asked[slot];
    settle(one);
    const bool others_closed_it = stream->has_answered() || !was_alone;
    if (others_closed_it && ++one.connections < max_connections) --one.tries;
    if (tries_left(one) > 0 && stream->error() == 0) {
      upstream.tcp_queue.push_back(asked.step(slot));
    } else {
      on_failure(slot, not_reached(one.question, upstream, stream->error()));
    }
  }
}

}  // namespace mailauth::net
