#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "results/diff/parts.h"
#include "text/ascii.h"

namespace mailauth::results {

namespace {

using FoundAt = std::tuple<rules::Severity, std::string, std::string>;  // severity, rule, where

// Found because days have passed, not because anything was changed.
constexpr std::array<std::string_view, 2> rules_on_age{"dkim-no-rotation-pair", "dmarc-p-none-stale"};
bool is_on_age(const FoundRule& finding) { return std::ranges::find(rules_on_age, finding.rule) != rules_on_age.end(); }

std::set<FoundAt> known_findings(const Result& result) {
  std::set<FoundAt> found;
  for (const FoundRule& finding : result.findings)
    if (!finding.indeterminate && !is_on_age(finding)) found.emplace(finding.severity, finding.rule, finding.where);
  return found;
}

Names found_on_age(const Result& result) {
  Names names;
  for (const FoundRule& finding : result.findings)
    if (is_on_age(finding)) names.insert(finding.rule);
  return names;
}

Names rules_only_in(const std::set<FoundAt>& some, const std::set<FoundAt>& others, rules::Severity severity) {
  Names names;
  for (const FoundAt& found : some)
    if (std::get<0>(found) == severity && !others.contains(found)) names.insert(std::get<1>(found));
  return names;
}

void add_findings(rules::Severity severity, Trend trend, std::string text, Steps& steps) {
  switch (severity) {
    case rules::Severity::error: return steps.add(trend, std::move(text));
    case rules::Severity::warning: return steps.hint(trend, std::move(text));
    case rules::Severity::info: return steps.add(Trend::neutral, std::move(text));
  }
}

void compare_listed(const Result& before, const Result& after, Steps& steps) {
  using enum rules::Severity;
  const auto old_found = known_findings(before), new_found = known_findings(after);
  for (const rules::Severity severity : {error, warning, info}) {
    const std::string_view word = rules::to_string(severity);
    if (const Names come = rules_only_in(new_found, old_found, severity); !come.empty())
      add_findings(severity, Trend::worse, fmt::format("new {}: {}", word, listed(come)), steps);
    if (const Names went = rules_only_in(old_found, new_found, severity); !went.empty())
      add_findings(severity, Trend::better, fmt::format("no longer {}: {}", word, listed(went)), steps);
  }
  if (const Names come = without(found_on_age(after), found_on_age(before)); !come.empty())
    steps.add(Trend::neutral, "has become old: " + listed(come));
}

void compare_counts(const Result& before, const Result& after, Steps& steps) {
  const auto count = [&](std::string_view what, unsigned from, unsigned to, rules::Severity severity) {
    if (from != to)
      add_findings(severity, to > from ? Trend::worse : Trend::better, fmt::format("{} {} -> {}", what, from, to),
                   steps);
  };
  count("errors", before.errors, after.errors, rules::Severity::error);
  count("warnings", before.warnings, after.warnings, rules::Severity::warning);
}

}  // namespace

void compare_findings(const Result& before, const Result& after, Steps& steps) {
  if (before.listed && after.listed)
    compare_listed(before, after, steps);
  else
    compare_counts(before, after, steps);
}

void compare_mx(const Result& before, const Result& after, Steps& steps) {
  if (either_unknown(before.mx, after.mx)) return;
  if (before.mx != after.mx)
    steps.add(Trend::neutral, fmt::format("MX {} -> {}", escaped(before.mx), escaped(after.mx)));
  else if (const std::string hosts = difference(before.mx_hosts, after.mx_hosts);
           before.listed && after.listed && !hosts.empty())
    steps.add(Trend::neutral, "MX: " + hosts);
}

void compare_lists(const Result& before, const Result& after, Steps& steps) {
  const Names old_names = names_of(before.unregistered), new_names = names_of(after.unregistered);
  if (const Names come = without(new_names, old_names); !come.empty())
    steps.add(Trend::worse, "anybody can register " + listed(come));
  if (const Names went = without(old_names, new_names); !went.empty())
    steps.add(Trend::better, "no longer depends on unregistered " + listed(went));
  if (const std::string services = difference(before.services, after.services); !services.empty())
    steps.add(Trend::neutral, "services: " + services);
  if (const std::string types = difference(before.wildcards, after.wildcards); !types.empty())
    steps.add(Trend::neutral, "wildcards: " + types);
}

}  // namespace mailauth::results
