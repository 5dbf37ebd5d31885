#include "sweep/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "results/count_text.h"

namespace mailauth::sweep {

namespace {

using results::grouped;
using std::chrono::seconds;

constexpr std::size_t rules_shown = 3;
constexpr std::size_t resolvers_shown = 6;
constexpr unsigned bar_width = 30, bar_needs = 40;  // columns

double per_second(std::size_t count, std::chrono::milliseconds elapsed) {
  return elapsed.count() == 0 ? 0 : static_cast<double>(count) * 1000 / static_cast<double>(elapsed.count());
}

// How long it takes if it goes on as so far.
std::optional<seconds> remaining(const Progress& progress) {
  if (!progress.fraction || *progress.fraction <= 0) return std::nullopt;
  const double all = static_cast<double>(progress.elapsed.count()) / *progress.fraction;
  return seconds(std::llround((all - static_cast<double>(progress.elapsed.count())) / 1000));
}

std::string duration(seconds time) {
  const auto count = time.count();
  if (count < 60) return fmt::format("{}s", count);
  if (count < 3600) return fmt::format("{}m {:02}s", count / 60, count % 60);
  return fmt::format("{}h {:02}m", count / 3600, count / 60 % 60);
}

unsigned cache_share(const Outcomes& outcomes) {
  return outcomes.queries == 0 ? 0 : static_cast<unsigned>(100 * outcomes.cached / outcomes.queries);
}

std::string bar(double fraction, bool utf8) {
  const auto full = static_cast<unsigned>(std::lround(std::clamp(fraction, 0.0, 1.0) * bar_width));
  std::string text;
  for (unsigned i = 0; i < bar_width; ++i) text += i < full ? (utf8 ? "█" : "#") : (utf8 ? "░" : ".");
  return fmt::format("{}  {:.0f} %", text, fraction * 100);
}

std::string top_rules(const Outcomes& outcomes) {
  std::vector<std::pair<std::size_t, std::string_view>> top;
  for (const auto& [rule, found] : outcomes.rules) top.emplace_back(found, rule);
  const auto end = top.begin() + static_cast<std::ptrdiff_t>(std::min(top.size(), rules_shown));
  std::ranges::partial_sort(top, end, std::ranges::greater{});
  std::string text;
  for (auto at = top.begin(); at != end; ++at)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", at->second, grouped(at->first));
  return text;
}

std::string health_line(const ResolverHealth& health) {
  if (!health.alive)
    return fmt::format("{}  does not answer{}{}", health.server, health.trouble.empty() ? "" : ": ", health.trouble);
  return fmt::format("{}  {:.1f} ms, {} of {} questions under way, {:.0f} answers/s", health.server,
                     static_cast<double>(health.round_trip.count()) / 1000, health.in_flight, health.window,
                     health.rate);
}

// When they are many, those that do not answer are worth seeing.
void add_resolvers(std::vector<ResolverHealth> resolvers, std::vector<std::string>& lines) {
  const std::size_t shown = resolvers.size() > resolvers_shown ? resolvers_shown - 1 : resolvers.size();
  if (shown < resolvers.size()) std::ranges::stable_partition(resolvers, std::logical_not(), &ResolverHealth::alive);
  for (std::size_t at = 0; at < shown; ++at) lines.push_back(health_line(resolvers[at]));
  if (shown < resolvers.size()) lines.push_back(fmt::format("and {} more resolvers", resolvers.size() - shown));
}

// No line is longer than the terminal, so that the block keeps its height.
std::string cut(std::string line, unsigned width) {
  if (line.size() > width) line.resize(width);
  return line;
}

}  // namespace

void count(const results::Result& result, Outcomes& outcomes) {
  ++outcomes.domains;
  outcomes.counts.add(results::outcome_of(result));
  outcomes.worst.add(result);
  for (const results::FoundRule& found : result.findings)
    if (found.severity == rules::Severity::error && !found.indeterminate) ++outcomes.rules[found.rule];
  outcomes.queries += result.queries;
  outcomes.cached += result.cached;
}

void add(const ResolverHealth& of_thread, std::vector<ResolverHealth>& all) {
  const auto known = std::ranges::find(all, of_thread.server, &ResolverHealth::server);
  if (known == all.end()) return all.push_back(of_thread);
  known->window += of_thread.window;
  known->in_flight += of_thread.in_flight;
  known->rate += of_thread.rate;
  known->round_trip = std::max(known->round_trip, of_thread.round_trip);
  known->alive = known->alive || of_thread.alive;
  if (known->trouble.empty()) known->trouble = of_thread.trouble;
}

std::string progress_line(const Progress& progress) {
  const Outcomes& outcomes = progress.outcomes;
  std::string line = fmt::format("{} domains", grouped(outcomes.domains));
  if (progress.fraction) line += fmt::format(", {:.0f} %", *progress.fraction * 100);
  line += fmt::format(", {}/s", grouped(static_cast<std::size_t>(per_second(outcomes.domains, progress.elapsed))));
  if (const auto left = remaining(progress)) line += fmt::format(", {} to go", duration(*left));
  return line + ": " + to_text(outcomes.counts);
}

std::string end_line(const results::OutcomeCounts& all, std::size_t now, std::chrono::milliseconds elapsed) {
  std::string line = fmt::format("{} domains", grouped(all.domains()));
  if (now != all.domains()) line += fmt::format(", {} of them now,", grouped(now));
  return line + fmt::format(" in {}: {}", duration(std::chrono::round<seconds>(elapsed)), to_text(all));
}

std::string progress_block(const Progress& progress, const report::TextStyle& style) {
  const Outcomes& outcomes = progress.outcomes;
  const std::string rate = fmt::format(
      "{} domains/s, {} queries/s, {} % from the cache",
      grouped(static_cast<std::size_t>(per_second(outcomes.domains, progress.elapsed))),
      grouped(static_cast<std::size_t>(per_second(outcomes.queries, progress.elapsed))), cache_share(outcomes));
  const auto left = remaining(progress);
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{} domains, {} under way, {}", grouped(outcomes.domains), grouped(progress.active),
                              duration(std::chrono::duration_cast<seconds>(progress.elapsed))));
  lines.push_back(left ? fmt::format("{}, {} to go", rate, duration(*left)) : rate);
  lines.push_back(to_text(outcomes.counts));
  if (const std::string top = top_rules(outcomes); !top.empty()) lines.push_back("most: " + top);
  add_resolvers(progress.resolvers, lines);
  std::string block;
  if (progress.fraction && style.width >= bar_needs) block = "  " + bar(*progress.fraction, style.utf8) + "\n";
  for (std::string& line : lines) block += cut("  " + std::move(line), style.width) + "\n";
  return block;
}

}  // namespace mailauth::sweep
