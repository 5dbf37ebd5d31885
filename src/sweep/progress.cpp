#include "mailauth/sweep/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace mailauth::sweep {

namespace {

using std::chrono::seconds;

constexpr std::size_t rules_shown = 3;
constexpr unsigned bar_width = 30;

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

// 1,234,567
std::string grouped(std::size_t number) {
  std::string text = fmt::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

unsigned cache_share(const Outcomes& outcomes) {
  return outcomes.queries == 0 ? 0 : static_cast<unsigned>(100 * outcomes.cached / outcomes.queries);
}

std::string bar(double fraction, bool utf8) {
  const auto full = static_cast<unsigned>(std::lround(std::clamp(fraction, 0.0, 1.0) * bar_width));
  std::string text;
  for (unsigned i = 0; i < bar_width; ++i) text += i < full ? (utf8 ? "█" : "#") : (utf8 ? "░" : ".");
  return fmt::format("{}  {:.0f}%", text, fraction * 100);
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

// No line is longer than the terminal, so that the block keeps its height.
std::string cut(std::string line, unsigned width) {
  if (line.size() > width) line.resize(width);
  return line;
}

}  // namespace

void count(const Result& result, Outcomes& outcomes) {
  ++outcomes.domains;
  const bool sends_nothing = !result.exists || result.own_mail == rules::to_string(rules::OwnMail::not_sent);
  auto& kind = !result.complete    ? outcomes.unresolved
               : sends_nothing     ? outcomes.no_mail
               : result.errors > 0 ? outcomes.errors
                                   : outcomes.sound;
  ++kind;
  for (const FoundRule& found : result.findings)
    if (found.severity == rules::Severity::error && !found.indeterminate) ++outcomes.rules[found.rule];
  outcomes.queries += result.queries;
  outcomes.cached += result.cached;
}

std::string progress_line(const Progress& progress) {
  const Outcomes& outcomes = progress.outcomes;
  std::string line = fmt::to_string(outcomes.domains);
  if (progress.fraction) line += fmt::format(" {:.1f}%", *progress.fraction * 100);
  line += fmt::format(" {:.0f}/s", per_second(outcomes.domains, progress.elapsed));
  if (const auto left = remaining(progress)) line += fmt::format(" eta={}s", left->count());
  return line + fmt::format(" ok={} err={} nomail={} unres={} cache={}%", outcomes.sound, outcomes.errors,
                            outcomes.no_mail, outcomes.unresolved, cache_share(outcomes));
}

std::string progress_block(const Progress& progress, const report::TextStyle& style) {
  const Outcomes& outcomes = progress.outcomes;
  const std::string rate = fmt::format(
      "{} domains/s, {} queries/s, {}% from the cache",
      grouped(static_cast<std::size_t>(per_second(outcomes.domains, progress.elapsed))),
      grouped(static_cast<std::size_t>(per_second(outcomes.queries, progress.elapsed))), cache_share(outcomes));
  const auto left = remaining(progress);
  std::vector<std::string> lines;
  lines.push_back(fmt::format("{} domains, {} under way, {}", grouped(outcomes.domains), grouped(progress.active),
                              duration(std::chrono::duration_cast<seconds>(progress.elapsed))));
  lines.push_back(left ? fmt::format("{}, {} to go", rate, duration(*left)) : rate);
  lines.push_back(fmt::format("ok {}, errors {}, no mail {}, not known {}", grouped(outcomes.sound),
                              grouped(outcomes.errors), grouped(outcomes.no_mail), grouped(outcomes.unresolved)));
  if (const std::string top = top_rules(outcomes); !top.empty()) lines.push_back("most: " + top);
  for (const std::string& resolver : progress.resolvers) lines.push_back(resolver);
  std::string block;
  if (progress.fraction) block = "  " + bar(*progress.fraction, style.utf8) + "\n";
  for (std::string& line : lines) block += cut("  " + std::move(line), style.width) + "\n";
  return block;
}

}  // namespace mailauth::sweep
