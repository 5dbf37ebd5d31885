#include "net/resolver/upstream.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace mailauth::net {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t sockets_in_use = 4;
constexpr std::size_t most_worn = 200;  // they live as long as a question may take; then they are used on
constexpr unsigned many_silences = 20;  // in a row, and for so long: the resolver may be dead
constexpr std::chrono::milliseconds long_silence = 1000ms;
constexpr std::chrono::milliseconds between_probes = 1000ms;
constexpr double round_trip_smoothing = 1.0 / 32;  // of the round trip, for many samples a second

}  // namespace

Upstream::Upstream(const Server& server, const ResolverOptions& options, int epoll, uint32_t tag, Time now)
    : name(to_string(server)),
      window(std::max<std::size_t>(1, options.concurrency / std::max<std::size_t>(1, options.servers.size())),
             options.timeout),
      address_(server),
      epoll_(epoll),
      tag_(tag),
      last_heard_(now),
      suspected_(now),
      next_probe_(now) {
  for (std::size_t i = 0; i < sockets_in_use; ++i) sockets_.push_back(open_socket());
}

void Upstream::watch(int descriptor, uint32_t events, int operation) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = tag_of(tag_, descriptor);
  if (epoll_ctl(epoll_, operation, descriptor, &event) != 0) {
    throw std::system_error(errno, std::generic_category(), "a socket cannot be watched");
  }
}

std::unique_ptr<UdpSocket> Upstream::open_socket() {
  auto socket = std::make_unique<UdpSocket>(address_);
  watch(socket->descriptor(), EPOLLIN, EPOLL_CTL_ADD);
  return socket;
}

Asked::Place Upstream::queue(Asked& asked, uint32_t slot, RandomBits& random) {
  const uint16_t id = socket().take_id(slot, random);
  set_id(asked.query, id);
  outbox_.add(asked.query.view());
  pace.take();
  ++in_flight;
  return {&socket(), id};
}

void Upstream::flush(Time now) {
  if (outbox_.size() == 0 && socket().room() > 0) return;
  if (outbox_.size() > 0) {
    const int no_way = socket().connect();
    const int error = outbox_.flush(socket().descriptor());
    if (no_way != 0 || error != 0) refused(no_way != 0 ? no_way : error, now);
  }
  use_next_socket();
}

void Upstream::use_next_socket() {
  std::erase_if(worn_, [](const auto& socket) { return socket->is_idle(); });
  if (socket().is_worn() && worn_.size() < most_worn) {
    worn_.push_back(std::exchange(sockets_[current_], open_socket()));
  }
  current_ = (current_ + 1) % sockets_.size();
}

UdpSocket* Upstream::find_socket(int descriptor) const {
  for (const auto* list : {&sockets_, &worn_}) {
    for (const auto& socket : *list) {
      if (socket->descriptor() == descriptor) return socket.get();
    }
  }
  return nullptr;
}

void Upstream::open_tcp() {
  tcp = std::make_unique<TcpStream>(address_, tcp_in_flight_);
  tcp_events_ = EPOLLIN | EPOLLOUT;
  if (tcp->is_open()) watch(tcp->descriptor(), tcp_events_, EPOLL_CTL_ADD);
}

void Upstream::watch_tcp() {
  const uint32_t events = EPOLLIN | (tcp->wants_to_write() ? uint32_t{EPOLLOUT} : 0U);
  if (events == tcp_events_) return;
  tcp_events_ = events;
  watch(tcp->descriptor(), events, EPOLL_CTL_MOD);
}

// Some servers close when they meet one name that they do not like. So that its neighbours do not suffer, fewer and
// fewer share a connection, until the one is alone.
std::unique_ptr<TcpStream> Upstream::take_closed_tcp(bool stuck) {
  const bool answered = tcp->has_answered() && !stuck;
  tcp_in_flight_ =
      answered ? std::min(tcp_in_flight_ * 2, most_over_tcp) : std::max<std::size_t>(tcp_in_flight_ / 2, 1);
  return std::exchange(tcp, nullptr);
}

void Upstream::heard(Time now) {
  last_heard_ = now;
  ever_heard_ = true;
  silences_ = 0;
  if (alive_) return;
  alive_ = true;
  refusal_ = 0;
  trouble_.clear();
  if (now - suspected_ > long_silence) window.start_again();
}

void Upstream::was_silent(Time now) {
  ++silences_;
  if (alive_ && silences_ >= many_silences && now - last_heard_ >= long_silence) suspect("no answer", now, now);
}

void Upstream::refused(int error, Time now) {
  if (error == EAGAIN || error == ENOBUFS) return;  // our own buffer: lost on the way
  refusal_ = error;
  if (alive_) suspect({}, now, now + between_probes);
  trouble_ = error == ECONNREFUSED ? "connection refused" : std::generic_category().message(error);
}

int Upstream::take_refusal() {
  if (refusal_ != 0) alive_ = true;
  return std::exchange(refusal_, 0);
}

// Suspected, because it may be the names that are dead: it is asked about something else at once.
void Upstream::suspect(std::string trouble, Time now, Time next_probe) {
  alive_ = false;
  trouble_ = std::move(trouble);
  suspected_ = now;
  next_probe_ = next_probe;
}

bool Upstream::take_probe(Time now) {
  if (alive_ || now < next_probe_ || !can_queue()) return false;
  next_probe_ = now + between_probes;
  return true;
}

// Of an answer that is believed.
void Upstream::note_case(const Query& query, Match match) {
  if (match == Match::exact && query.has_capitals) letter_case = Case::kept;
  if (match == Match::in_another_case) letter_case = Case::changed;
}

void Upstream::measure_round_trip(std::chrono::nanoseconds sample) {
  const std::chrono::duration<double> seconds = sample;
  round_trip = round_trip.count() == 0 ? seconds : round_trip + (seconds - round_trip) * round_trip_smoothing;
}

void Upstream::tick(std::chrono::duration<double> elapsed) {
  report.elapsed = elapsed;
  report.round_trip = round_trip;
  window.report(report);
  report = {};
}

}  // namespace mailauth::net
