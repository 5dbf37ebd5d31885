#include "cli/waiting.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/terminal.h"
#include "text/ascii.h"

namespace mailauth::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds patience{1000};

}  // namespace

Waiting::Waiting(net::Transport below, std::vector<std::string> servers)
    : below_(std::move(below)), servers_(std::move(servers)) {}

net::Transport Waiting::transport() {
  return {[this](const dns::Question& question) {
            if (in_flight_.empty()) since_ = Clock::now();
            in_flight_.insert(question);
            below_.send(question);
          },
          [this](std::chrono::milliseconds wait) { return receive(wait); }, below_.remembered};
}

// The line stands only while we wait: whoever prints next finds none.
std::vector<dns::Answer> Waiting::receive(std::chrono::milliseconds wait) {
  const std::string text = can_redraw() ? line(Clock::now(), progress_style().width) : "";
  if (!text.empty()) draw("\r" + text + "\x1b[K");
  std::vector<dns::Answer> answers = below_.receive(wait);
  if (!text.empty()) draw("\r\x1b[K");
  for (const dns::Answer& answer : answers) in_flight_.erase(answer.question);
  if (!answers.empty()) since_ = Clock::now();
  return answers;
}

// Of all that is waited for the shortest name says most: the domain rather than one of two hundred selectors.
std::string Waiting::line(Clock::time_point now, unsigned width) const {
  if (in_flight_.empty() || now - since_ < patience) return {};
  const auto length = [](const dns::Question& question) { return question.name.text().size(); };
  const std::string first = to_string(*std::ranges::min_element(in_flight_, {}, length));
  const std::size_t more = in_flight_.size() - 1;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - since_).count();
  const std::string end = fmt::format("{}, {} s", more > 0 ? fmt::format(" and {} more", more) : "", seconds);
  const std::size_t room = width > end.size() + 1 ? width - end.size() - 1 : 0;  // all of it is ASCII
  return fmt::format("waiting for {}: {}", text::join(servers_, ", "), first).substr(0, room) + end;
}

}  // namespace mailauth::cli
