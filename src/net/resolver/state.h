#pragma once
// The inside of a Resolver: which question is asked where and when (state.cpp), what becomes of its tries
// (tries.cpp), what comes in (receive.cpp), and which resolvers are alive (health.cpp).

#include <deque>
#include <memory>
#include <vector>

#include "net/resolver.h"
#include "net/resolver/asked.h"
#include "net/resolver/timers.h"
#include "net/resolver/token_bucket.h"
#include "net/resolver/upstream.h"
#include "net/socket/descriptor.h"
#include "net/socket/udp_batch.h"
#include "net/wire/message.h"

namespace mailauth::net {

struct Resolver::State {
  using Time = std::chrono::steady_clock::time_point;

  State(const ResolverOptions& options, Clock clock);

  void step();              // everything that can be done without waiting
  bool listen(Time until);  // false: the time is over, or a signal came
  bool has_work() const { return !waiting.empty() || asked.size() > 0; }

  ResolverOptions options;
  Clock clock;
  std::deque<dns::Question> waiting;  // not begun
  std::vector<dns::Answer> ready;
  bool finished = false;
  Counters counters;
  std::vector<std::unique_ptr<Upstream>> upstreams;
  AskedTable asked;

 private:
  // state.cpp
  void begin();
  void begin_new();
  void begin_again();
  void begin_second_pass();
  Upstream* choose(const Asked* again);
  Upstream* next_in_turn(const Asked* again);
  Upstream* most_room(const Asked* again);
  void note_full_windows();
  void flush();
  std::size_t second_pass_room() const;
  bool has_only_parked() const;

  // tries.cpp
  void try_over_udp(uint32_t slot, Upstream& upstream);
  void queue_for_tcp(uint32_t slot, Upstream& upstream);
  void try_over_tcp(Upstream& upstream);
  std::size_t rung(const Asked& one) const;
  void sent(Asked& one, Upstream& upstream);
  void expire();
  void expire_budgets();
  void fail_at_refusers();
  void on_silence(uint32_t slot);
  void on_failure(uint32_t slot, dns::Answer failure);
  void try_again(uint32_t slot, bool at_once);
  void settle(Asked& one);
  void give_up(uint32_t slot);
  void park(uint32_t slot);
  void finish_with(uint32_t slot, dns::Answer answer);
  unsigned tries_left(const Asked& one) const;
  dns::Answer no_answer(const Asked& one) const;
  static dns::Answer not_reached(const dns::Question& question, const Upstream& upstream, int error);

  // receive.cpp
  int patience(Time until) const;
  bool answers_trickle() const;
  void read_packets(Upstream& upstream, UdpSocket& socket);
  void read_packet(Upstream& upstream, const UdpSocket& socket, std::string_view packet);
  void read_stream(Upstream& upstream, uint32_t events);
  void on_message(uint32_t slot, Upstream& upstream, std::string_view message);
  bool ask_without_edns(uint32_t slot, Upstream& upstream, unsigned rcode);
  bool follow_alias(uint32_t slot, dns::Answer& answer);
  void count_answer(const Asked& one, Upstream& upstream);
  enum class Closing : uint8_t { by_server, stuck };
  void close_stream(Upstream& upstream, Closing closing = Closing::by_server);

  // health.cpp
  void tick();
  void refill();
  void probe();
  void give_up_on_the_dead();
  bool any_alive() const;

  Descriptor epoll_;
  RandomBits random_;
  UdpInbox inbox_;
  Timers timers_;
  TokenBucket rate_;
  Time now_, ticked_, refilled_, last_alive_;
  std::deque<AskedRef> again_;      // to be tried at once
  std::size_t first_upstream_ = 0;  // of a check: the one that answered last
  struct Budget {
    Time due;
    uint32_t slot, begun;
  };
  std::deque<Budget> budgets_;  // of a check: when a question has to end
  struct Parked {
    Time due;
    AskedRef ref;
  };
  std::deque<Parked> parked_;
  std::size_t parked_count_ = 0, second_pass_count_ = 0, probe_count_ = 0;
  std::size_t last_received_ = 0;  // answers that came when we listened last
  bool turn_is_full_ = false;      // more can be sent as soon as this turn's packets have left
};

}  // namespace mailauth::net
