#include "cli/sweep_progress.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/terminal.h"

namespace mailauth::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_drawings{250}, between_lines{10000};

}  // namespace

SweepProgress::SweepProgress(bool quiet) : quiet_(quiet), redraw_(can_redraw()) {}

void SweepProgress::show(const sweep::Progress& now) {
  if (quiet_ || Clock::now() - drawn_ < (redraw_ ? between_drawings : between_lines)) return;
  drawn_ = Clock::now();
  if (!redraw_) return draw(sweep::progress_line(now) + "\n");
  const std::string block = sweep::progress_block(now, progress_style());
  clear();
  draw(block);
  lines_ = static_cast<std::size_t>(std::ranges::count(block, '\n'));
}

void SweepProgress::clear() {
  if (lines_ > 0) draw(fmt::format("\r\x1b[{}A\x1b[J", lines_));
  lines_ = 0;
}

void SweepProgress::say_end(const sweep::End& end, std::string_view next) {
  if (quiet_) return;
  draw(sweep::end_line(end.counts, end.outcomes.domains, end.elapsed) + "\n");
  const std::string worst = to_text(end.worst, progress_style());
  if (!worst.empty()) draw("\n" + worst + "\n");
  if (!next.empty()) draw(fmt::format("next: {}\n", next));
}

}  // namespace mailauth::cli
