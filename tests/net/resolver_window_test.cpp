// The window of a bulk resolver against resolvers made of three lines of arithmetic.
#include "net/resolver/window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string_view>

namespace mailauth::net::resolver_window_test {
namespace {

using Seconds = Window::Seconds;

constexpr double tick = 0.1;
constexpr std::size_t ticks_of_a_timeout = 10;

// A resolver that answers after `round_trip`, at most `limit` questions a second, and loses a share of the rest.
struct Model {
  double limit = 1e9;
  double round_trip = 0.02;
  double loss = 0;
};

struct Result {
  double goodput = 0;  // answers a second over the last half
  double lost = 0;     // share of what was sent, over the last half
};

Result run(Window& window, const Model& model, int seconds) {
  std::deque<double> silent(ticks_of_a_timeout, 0);  // tries that wait for their timeout, by tick
  Result result;
  double sent_in_all = 0, answers_in_all = 0;
  const int ticks = seconds * 10;
  for (int i = 0; i < ticks; ++i) {
    double waiting = 0;
    for (const double tries : silent) waiting += tries;
    const double free = std::max(0.0, static_cast<double>(window.size()) - waiting);
    const double sent = std::min({free / model.round_trip, window.pace(), 200000.0}) * tick;
    const double answers = std::min(sent * (1 - model.loss), model.limit * tick);
    silent.push_back(sent - answers);
    Window::Report report;
    report.elapsed = Seconds(tick);
    report.answers = static_cast<std::size_t>(answers);
    report.lost = static_cast<std::size_t>(silent.front());
    report.first_tries = report.answers + report.lost;
    report.full = true;
    report.round_trip = Seconds(model.round_trip);
    silent.pop_front();
    window.report(report);
    if (i < ticks / 2) continue;
    sent_in_all += sent;
    answers_in_all += answers;
  }
  result.goodput = answers_in_all / (ticks / 2. * tick);
  result.lost = 1 - answers_in_all / sent_in_all;
  return result;
}

TEST(Window, FindsWhatTheResolverBears) {
  struct Case {
    std::string_view what;
    Model model;
    double least_goodput, most_lost;
  };
  const Case cases[] = {
      {"drops above 20,000 a second", {20000, 0.02, 0}, 0.85 * 20000, 0.06},
      {"the same without latency", {20000, 0.0005, 0}, 0.85 * 20000, 0.06},
      {"drops above 500 a second", {500, 0.05, 0}, 0.8 * 500, 0.1},
      {"far away", {1e9, 0.2, 0}, 10000, 0},
      {"a bad line", {1e9, 0.02, 0.05}, 5000, 0.051},
      {"a very bad line", {1e9, 0.02, 0.3}, 1000, 0.31},
  };
  for (const Case& c : cases) {
    Window window(8000, Seconds(1));
    const Result result = run(window, c.model, 60);
    EXPECT_GE(result.goodput, c.least_goodput) << c.what;
    EXPECT_LE(result.lost, c.most_lost) << c.what;
  }
}

TEST(Window, StaysBelowItsCap) {
  Window window(100, Seconds(1));
  run(window, {}, 20);
  EXPECT_EQ(window.size(), 100u);
}

TEST(Window, DoesNotGrowWithoutNeed) {
  Window window(8000, Seconds(1));
  const std::size_t before = window.size();
  Window::Report report;
  report.answers = report.first_tries = 10;
  for (int i = 0; i < 100; ++i) window.report(report);
  EXPECT_EQ(window.size(), before);
}

TEST(Window, SlowsDownWhenAResolverHasHadEnough) {
  Window window(8000, Seconds(1));
  run(window, {}, 5);
  const std::size_t before = window.size();
  Window::Report report;
  report.answers = report.first_tries = 20000;
  report.failures = 10000;
  report.full = true;
  for (int i = 0; i < 15; ++i) window.report(report);
  EXPECT_LT(window.size(), before);
}

}  // namespace
}  // namespace mailauth::net::resolver_window_test
