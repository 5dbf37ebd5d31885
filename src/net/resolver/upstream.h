#pragma once
// One recursive resolver as a Resolver sees it: sockets, window and health.

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "net/resolver.h"
#include "net/resolver/asked.h"
#include "net/resolver/token_bucket.h"
#include "net/resolver/window.h"
#include "net/socket/tcp_stream.h"
#include "net/socket/udp.h"
#include "net/socket/udp_batch.h"

namespace mailauth::net {

class Upstream {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // The sockets are watched by `epoll` under `tag`, see `tag_of`.
  Upstream(const Server& server, const ResolverOptions& options, int epoll, uint32_t tag, Time now);

  // UDP. A turn's packets leave through one socket, the next turn's through another.
  bool can_send() const { return is_alive() && in_flight < window.size() && pace.has_one() && can_queue(); }
  bool can_queue() const { return !outbox_.is_full() && socket().room() > 0; }
  Asked::Place queue(Asked& asked, uint32_t slot, RandomBits& random);
  void flush(Time now);
  UdpSocket* find_socket(int descriptor) const;

  // TCP, opened on demand.
  std::deque<AskedRef> tcp_queue;
  std::unique_ptr<TcpStream> tcp;
  void open_tcp();
  void watch_tcp();                                        // for what it waits for now
  std::unique_ptr<TcpStream> take_closed_tcp(bool stuck);  // what was asked there has to be asked again
  bool is_cautious() const { return tcp_in_flight_ == 1; }

  // Health.
  bool is_alive() const { return alive_; }
  void heard(Time now);
  void was_silent(Time now);  // many times: it may be dead
  void refused(int error, Time now);
  bool take_probe(Time now);  // is it time to ask a dead one whether it is back?
  // Does it repeat the case of the letters of a question, which somebody who only guesses does not know?
  enum class Case : uint8_t { unknown, kept, changed } letter_case = Case::unknown;
  void note_case(const Query& query, Match match);
  const std::string& trouble() const { return trouble_; }
  int take_refusal();  // of a check: the error with which it refused since the last call, or 0. It is asked again all
                       // the same
  bool was_ever_heard() const { return ever_heard_; }
  bool refuses() const { return !alive_ && refusal_ != 0; }

  // Window.
  void measure_round_trip(std::chrono::nanoseconds sample);
  void tick(std::chrono::duration<double> elapsed);

  std::string name;
  Window window;
  Window::Report report;  // what has happened since the last tick
  TokenBucket pace;
  std::size_t in_flight = 0;  // tries whose time is not over
  std::chrono::duration<double> round_trip{0};

  // What epoll gives back: the number of the upstream and the descriptor.
  static uint64_t tag_of(uint32_t upstream, int descriptor) {
    return uint64_t{upstream} << 32 | static_cast<uint32_t>(descriptor);
  }

 private:
  static constexpr std::size_t most_over_tcp = 64;

  UdpSocket& socket() const { return *sockets_[current_]; }
  std::unique_ptr<UdpSocket> open_socket();
  void use_next_socket();
  void watch(int descriptor, uint32_t events, int operation);
  void suspect(std::string trouble, Time now, Time next_probe);

  SocketAddress address_;
  int epoll_;
  uint32_t tag_;
  std::vector<std::unique_ptr<UdpSocket>> sockets_;  // in use
  std::vector<std::unique_ptr<UdpSocket>> worn_;     // only listened to
  std::size_t current_ = 0;
  UdpOutbox outbox_;
  uint32_t tcp_events_ = 0;
  std::size_t tcp_in_flight_ = most_over_tcp;
  bool alive_ = true, ever_heard_ = false;
  int refusal_ = 0;
  std::string trouble_;
  unsigned silences_ = 0;  // since it was heard last
  Time last_heard_, suspected_, next_probe_;
};

}  // namespace mailauth::net
