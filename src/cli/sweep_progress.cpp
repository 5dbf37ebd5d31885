#include "cli/sweep_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_drawings{250}, between_lines{10000};

void write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

SweepProgress::SweepProgress(bool quiet) : quiet_(quiet), redraw_(isatty(STDERR_FILENO) == 1) {}

sweep::Progress SweepProgress::progress(const sweep::Outcomes& outcomes) const {
  return {.outcomes = outcomes,
          .elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - begin_),
          .fraction = std::nullopt,
          .active = std::accumulate(active_.begin(), active_.end(), std::size_t{0}),
          .resolvers = {}};
}

void SweepProgress::show(std::size_t thread, std::size_t active, const sweep::Outcomes& outcomes,
                         const std::function<std::optional<double>()>& fraction) {
  if (active_.size() <= thread) active_.resize(thread + 1);
  active_[thread] = active;
  if (quiet_ || Clock::now() - drawn_ < (redraw_ ? between_drawings : between_lines)) return;
  drawn_ = Clock::now();
  sweep::Progress now = progress(outcomes);
  now.fraction = fraction();
  if (!redraw_) return write(sweep::progress_line(now) + "\n");
  const std::string block = sweep::progress_block(now, text_style({}));
  clear();
  write(block);
  lines_ = static_cast<std::size_t>(std::ranges::count(block, '\n'));
}

void SweepProgress::clear() {
  if (lines_ > 0) write(fmt::format("\x1b[{}A\x1b[J", lines_));
  lines_ = 0;
}

void SweepProgress::say_end(const sweep::Outcomes& outcomes) { write(sweep::progress_line(progress(outcomes)) + "\n"); }

}  // namespace mailauth::cli
