#include "net/resolver/window.h"

#include <algorithm>

namespace mailauth::net {
namespace {

constexpr double usual_loss = 0.01;        // dead names make less when their domain is asked only once
constexpr double many_failures = 0.2;      // share of the answers; a few domains always fail
constexpr double enough_losses = 5;        // fewer are chance
constexpr double memory = 0.9;             // of a count, from report to report: about a second
constexpr double goodput_smoothing = 0.3;  // share of the newest figure
constexpr double fading = 0.97;            // of the best goodput, from report to report
constexpr double worth_doubling = 1.25;
constexpr unsigned most_stalls = 2;
constexpr double growth = 1.02, pace_growth = 1.005;
constexpr double cut = 0.7, pace_cut = 0.92;
constexpr double headroom = 1.5;           // over goodput times round trip
constexpr double expected_silence = 0.05;  // share of the questions that may hold their place for a whole timeout
constexpr unsigned most_useless = 2;
constexpr double still_as_bad = 0.7;
constexpr double most_tolerated = 0.6;

}  // namespace

void Window::report(const Report& report) {
  measure(report);
  since_step_ += report.elapsed;
  since_shrinking_ += report.elapsed;
  if (is_lossy()) {
    // A loss is seen only a timeout after its cause: what was sent before the last cut does not count.
    if (since_shrinking_ >= timeout_ * 1.2) shrink(report.round_trip);
  } else if (report.full) {
    grow(report);
  }
  size_ = std::clamp(size_, std::min(least_size, most_), most_);
}

void Window::start_again() { *this = Window(static_cast<std::size_t>(most_), timeout_); }

void Window::measure(const Report& report) {
  const double now = static_cast<double>(report.answers) / std::max(report.elapsed.count(), 1e-3);
  goodput_ = goodput_ == 0 ? now : (1 - goodput_smoothing) * goodput_ + goodput_smoothing * now;
  best_goodput_ = std::max(goodput_, best_goodput_ * fading);
  first_tries_ = first_tries_ * memory + static_cast<double>(report.first_tries);
  const bool is_burst = static_cast<double>(report.failures) > static_cast<double>(report.answers) * many_failures;
  lost_ = lost_ * memory + static_cast<double>(report.lost + (is_burst ? report.failures : 0));
  tolerated_loss_ = std::max(usual_loss, tolerated_loss_ * 0.999);
}

bool Window::is_lossy() const { return lost_ >= enough_losses && lost_ > first_tries_ * tolerated_loss_; }

void Window::grow(const Report& report) {
  pace_ *= pace_growth;
  if (starting_) return grow_from_the_start(report);
  size_ *= growth;
}

// What doubling brought is seen only when the answers to what was sent since are there.
void Window::grow_from_the_start(const Report& report) {
  if (since_step_ < report.round_trip * 2) return;
  since_step_ = Seconds(0);
  const double now = static_cast<double>(report.answers) / std::max(report.elapsed.count(), 1e-3);
  stalls_ = now < goodput_at_doubling_ * worth_doubling ? stalls_ + 1 : 0;
  goodput_at_doubling_ = std::max(now, goodput_at_doubling_);
  if (stalls_ < most_stalls) {
    if (stalls_ == 0) size_ *= 2;
    return;
  }
  starting_ = false;
  size_ = std::min(size_, std::max(first_size, best_goodput_ * (headroom * report.round_trip.count() +
                                                                expected_silence * timeout_.count())));
}

void Window::shrink(Seconds round_trip) {
  const double loss = lost_ / std::max(first_tries_, 1.0);
  useless_ = shrinking_did_not_help() ? useless_ + 1 : 0;
  if (useless_ >= most_useless) {
    size_ = before_shrinking_.size;
    pace_ = unlimited;
    tolerated_loss_ = std::min(loss * 1.5, most_tolerated);
    useless_ = 0;
    return;
  }
  if (useless_ == 0) before_shrinking_ = {size_, pace_, loss};
  const double needed = best_goodput_ * (headroom * round_trip.count() + expected_silence * timeout_.count());
  size_ = starting_ ? std::min(size_, std::max(needed, least_size)) : size_ * cut;
  pace_ = std::max(best_goodput_ * pace_cut, least_size);
  starting_ = false;
  lost_ = first_tries_ = 0;
  since_shrinking_ = Seconds(0);
}

bool Window::shrinking_did_not_help() const {
  const double loss = lost_ / std::max(first_tries_, 1.0);
  return since_shrinking_ < timeout_ * 4 && loss > before_shrinking_.loss * still_as_bad;
}

}  // namespace mailauth::net
