#include "cli/sweep_progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_drawings{250}, between_lines{10000};

void write(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

SweepProgress::SweepProgress(bool quiet) : quiet_(quiet), redraw_(can_redraw()) {}

sweep::Progress SweepProgress::progress(const sweep::Outcomes& outcomes) const {
  sweep::Progress progress{.outcomes = outcomes,
                           .elapsed = std::chrono::duration_cast<milliseconds>(Clock::now() - begin_),
                           .fraction = std::nullopt,
                           .active = 0,
                           .resolvers = {}};
  for (const ThreadProgress& thread : threads_) {
    progress.active += thread.active;
    for (const sweep::ResolverHealth& health : thread.resolvers) sweep::add(health, progress.resolvers);
  }
  return progress;
}

void SweepProgress::show(std::size_t thread, ThreadProgress now, const sweep::Outcomes& outcomes,
                         std::optional<double> fraction) {
  if (threads_.size() <= thread) threads_.resize(thread + 1);
  threads_[thread] = std::move(now);
  if (quiet_ || Clock::now() - drawn_ < (redraw_ ? between_drawings : between_lines)) return;
  drawn_ = Clock::now();
  sweep::Progress drawn = progress(outcomes);
  // What has been read of the list is not yet done.
  const auto done = static_cast<double>(outcomes.domains);
  if (fraction && done > 0) drawn.fraction = *fraction * done / (done + static_cast<double>(drawn.active));
  if (!redraw_) return write(sweep::progress_line(drawn) + "\n");
  const std::string block = sweep::progress_block(drawn, progress_style());
  clear();
  write(block);
  lines_ = static_cast<std::size_t>(std::ranges::count(block, '\n'));
}

void SweepProgress::clear() {
  if (lines_ > 0) write(fmt::format("\r\x1b[{}A\x1b[J", lines_));
  lines_ = 0;
}

void SweepProgress::say_end(const sweep::Outcomes& outcomes) { write(sweep::progress_line(progress(outcomes)) + "\n"); }

}  // namespace mailauth::cli
