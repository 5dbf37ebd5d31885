#pragma once
// How many questions may be on their way to one resolver, and how many a second.
//
// A window that is too large does not make a sweep faster: answers get lost, and names look dead that are not.
// So it starts small and doubles as long as that brings more answers; then it grows slowly, and it shrinks when
// first tries time out. Losses that shrinking does not cure (a bad line, dead names) are put up with.
// Pure: it knows no clock and no socket.

#include <chrono>
#include <cstddef>
#include <limits>

namespace mailauth::net {

class Window {
 public:
  using Seconds = std::chrono::duration<double>;

  // `most`: the size that it never exceeds. `timeout`: of the first try, after which a loss is seen.
  Window(std::size_t most, Seconds timeout) : most_(static_cast<double>(most)), timeout_(timeout) {}

  // What happened since the last call, which should be about 100 ms ago.
  struct Report {
    Seconds elapsed{0.1};
    std::size_t answers = 0;
    std::size_t first_tries = 0;  // that ended: with an answer or with silence
    std::size_t lost = 0;         // of these: with silence
    std::size_t failures = 0;     // SERVFAIL and REFUSED: many of them mean that it has had enough of us
    bool full = false;            // more would have been sent, had the window been larger
    Seconds round_trip{0};        // smoothed
  };
  void report(const Report& report);
  void start_again();  // the resolver was dead and has come back

  std::size_t size() const { return static_cast<std::size_t>(size_); }
  double pace() const { return pace_; }        // questions a second; infinite before the first loss
  double goodput() const { return goodput_; }  // answers a second, smoothed

 private:
  bool is_lossy() const;
  void measure(const Report& report);
  void grow(const Report& report);
  void grow_from_the_start(const Report& report);
  void shrink(Seconds round_trip);
  bool shrinking_did_not_help() const;

  static constexpr double first_size = 64, least_size = 32;
  static constexpr double unlimited = std::numeric_limits<double>::infinity();

  double most_;
  Seconds timeout_;
  double size_ = first_size;
  double pace_ = unlimited;
  double goodput_ = 0;
  double best_goodput_ = 0;            // of the last seconds: while losses clog the window, too little comes in
  double first_tries_ = 0, lost_ = 0;  // of about the last second
  bool starting_ = true;
  double goodput_at_doubling_ = 0;
  unsigned stalls_ = 0;
  Seconds since_step_{0}, since_shrinking_{1e9};
  struct Before {
    double size = 0, pace = 0, loss = 0;
  };
  Before before_shrinking_;
  unsigned useless_ = 0;  // times in a row that shrinking did not lessen the losses
  double tolerated_loss_ = 0.01;
};

}  // namespace mailauth::net
