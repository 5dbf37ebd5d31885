// github_report(): https://docs.github.com/actions/reference/workflow-commands-for-github-actions

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "report/escape.h"
#include "report/gaps.h"
#include "report/listed.h"
#include "report/location.h"
#include "report/sentence.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

constexpr unsigned most_of_a_kind = 10;  // that GitHub shows of a step

enum class Level : uint8_t { notice, warning, error };
constexpr std::size_t kinds = 3;

std::string_view to_string(Level kind) {
  switch (kind) {
    case Level::notice: return "notice";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "";
}

Level level_of(const rules::Finding& finding) {
  if (finding.certainty == rules::Certainty::indeterminate) return Level::notice;
  switch (finding.severity) {
    case rules::Severity::error: return Level::error;
    case rules::Severity::warning: return Level::warning;
    case rules::Severity::info: return Level::notice;
  }
  return Level::notice;
}

std::string escape_data(std::string_view text) {
  return text::replace_all(text::replace_all(text::replace_all(text, "%", "%25"), "\r", "%0D"), "\n", "%0A");
}

std::string escape_property(std::string_view text) {
  return text::replace_all(text::replace_all(escape_data(text), ":", "%3A"), ",", "%2C");
}

std::string place(const Location& location) {
  const std::string file = fmt::format("file={}", escape_property(one_line(location.file)));
  if (location.line == 0) return file;
  std::string out = fmt::format("{},line={},endLine={}", file, location.line, location.end_line);
  // GitHub refuses columns of a range that ends on another line.
  if (location.column == 0 || location.line != location.end_line) return out;
  out += fmt::format(",col={}", location.column);
  if (location.end_column > 0) out += fmt::format(",endColumn={}", location.end_column);
  return out;
}

std::string annotation(const Listed& listed) {
  const rules::Finding& finding = *listed.finding;
  const std::string advice = advice_of(finding);
  const std::string message = fmt::format("{}: {}\n{}{}{}", subject_of(finding), statement_of(finding),
                                          consequence_of(finding), advice.empty() ? "" : "\n", advice);
  return fmt::format("::{} {},title={}::{}\n", to_string(level_of(finding)),
                     place(location_of(finding, *listed.report)), escape_property(finding.rule->id),
                     escape_data(message));
}

using KindCounts = std::array<std::size_t, kinds>;  // by Level

struct Annotation {
  Level kind = Level::notice;
  std::string text;
  std::size_t findings = 0;  // that it speaks of
};

// As many annotations as GitHub may show, and how many findings there are.
struct Annotations {
  std::map<unsigned, std::vector<Annotation>, std::greater<>> by_rank;  // the worst come first
  KindCounts all{};
};

void take(const DomainReport& report, Annotations& annotations) {
  for (const Listed& one : listed(report)) {
    const Level kind = level_of(*one.finding);
    annotations.all[static_cast<std::size_t>(kind)] += one.finding->count();
    auto& known = annotations.by_rank[rank(*one.finding)];
    if (known.size() < most_of_a_kind) known.push_back({kind, annotation(one), one.finding->count()});
  }
}

// What was not read comes first: nothing else may be said of it.
void take(const inputs::Tally& files, Annotations& annotations) {
  constexpr unsigned above_all = 100;
  annotations.all[static_cast<std::size_t>(Level::error)] += files.not_read;
  annotations.all[static_cast<std::size_t>(Level::warning)] += files.not_known;
  for (const inputs::Gap& gap : files.gaps) {
    const Level kind = gap.why == inputs::Gap::Why::not_read ? Level::error : Level::warning;
    auto& known = annotations.by_rank[above_all + static_cast<unsigned>(kind)];
    if (known.size() < most_of_a_kind)
      known.push_back({kind,
                       fmt::format("::{} {},title={}::{}\n", to_string(kind), place(location_of(gap)),
                                   label_of(gap.why), escape_data(one_line(gap.what))),
                       1});
  }
}

std::string what_is_left(const KindCounts& all, const KindCounts& told) {
  std::string out;
  for (const Level kind : {Level::error, Level::warning, Level::notice}) {
    const auto left = all[static_cast<std::size_t>(kind)] - told[static_cast<std::size_t>(kind)];
    if (left > 0)
      out += fmt::format("{}{} more {}{}", out.empty() ? "" : ", ", left, to_string(kind), left > 1 ? "s" : "");
  }
  return fmt::format("::notice title=mailauth::{}: the report in full is in the other formats of mailauth\n", out);
}

std::string worst_of(const Annotations& annotations) {
  const KindCounts& all = annotations.all;
  const bool too_many = std::ranges::any_of(all, [](std::size_t count) { return count > most_of_a_kind; });
  KindCounts shown{}, told{};  // annotations, and the findings that they speak of
  std::string out;
  for (const auto& [rank, of_rank] : annotations.by_rank)
    for (const auto& [kind, text, findings] : of_rank) {
      const unsigned most =
          too_many && kind == Level::notice ? most_of_a_kind - 1 : most_of_a_kind;  // one says the rest
      if (shown[static_cast<std::size_t>(kind)] >= most) continue;
      ++shown[static_cast<std::size_t>(kind)];
      told[static_cast<std::size_t>(kind)] += findings;
      out += text;
    }
  return too_many ? out + what_is_left(all, told) : out;
}

}  // namespace

ReportWriter github_report(Write write) {
  const auto annotations = std::make_shared<Annotations>();
  return {[annotations](const DomainReport& report) { take(report, *annotations); },
          [write, annotations](const inputs::Tally* files) {
            if (files != nullptr) take(*files, *annotations);
            write(worst_of(*annotations));
          }};
}

}  // namespace mailauth::report
