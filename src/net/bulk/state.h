#pragma once
// The inside of a BulkResolver: which question is asked where and when (state.cpp), what becomes of its tries
// (tries.cpp), what comes in (receive.cpp), and which resolvers are alive (health.cpp).

#include <deque>
#include <memory>
#include <vector>

#include "net/bulk/asked.h"
#include "net/bulk/timers.h"
#include "net/bulk/token_bucket.h"
#include "net/bulk/upstream.h"
#include "net/bulk_resolver.h"
#include "net/socket/descriptor.h"
#include "net/socket/udp_batch.h"
#include "net/wire/message.h"

namespace mailauth::net {

struct BulkResolver::State {
  using Time = std::chrono::steady_clock::time_point;

  State(const BulkOptions& options, Clock clock);

  void step();              // everything that can be done without waiting
  bool listen(Time until);  // false: the time is over, or a signal came
  bool has_work() const { return !waiting.empty() || asked.size() > 0; }

  BulkOptions options;
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
  void note_full_windows();
  void flush();
  std::size_t second_pass_room() const;
  bool has_only_parked() const;

  // tries.cpp
  void try_over_udp(uint32_t slot, Upstream& upstream);
  void try_over_tcp(Upstream& upstream);
  void sent(Asked& one, Upstream& upstream);
  void expire();
  void on_silence(uint32_t slot);
  void on_failure(uint32_t slot, dns::Answer failure);
  void try_again(uint32_t slot, bool at_once);
  void settle(Asked& one);
  void give_up(uint32_t slot);
  void park(uint32_t slot);
  void finish_with(uint32_t slot, dns::Answer answer);
  unsigned tries_left(const Asked& one) const;
  dns::Answer no_answer(const Asked& one) const;

  // receive.cpp
  int patience(Time until) const;
  bool answers_trickle() const;
  void read_packets(Upstream& upstream, UdpSocket& socket);
  void read_packet(Upstream& upstream, const UdpSocket& socket, std::string_view packet);
  void read_stream(Upstream& upstream, uint32_t events);
  void on_message(uint32_t slot, Upstream& upstream, std::string_view message);
  void count_answer(const Asked& one, Upstream& upstream);
  void close_stream(Upstream& upstream);

  // health.cpp
  void tick();
  void refill();
  void probe();
  void give_up_on_the_dead();
  bool any_alive() const;

  Descriptor epoll_;
  RandomBits random_;
  UdpInbox inbox_;
  BulkTimers timers_;
  TokenBucket rate_;
  Time now_, ticked_, refilled_, last_alive_;
  std::deque<AskedRef> again_;  // to be tried at once
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
