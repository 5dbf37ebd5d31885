#include "project/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace mailauth::project {

namespace {

bool concerns(const Ignore& ignore, const rules::Rule& rule, const dns::Name& domain) {
  return matches(ignore.rule, rule.id) && matches(ignore.domain, domain.text());
}

const Ignore* ignore_of(const Policy& policy, const rules::Finding& finding, const dns::Name& domain, Date day) {
  for (const Ignore& ignore : policy.ignores)
    if (!is_expired(ignore, day) && concerns(ignore, *finding.rule, domain)) return &ignore;
  return nullptr;
}

// False: the rule is off.
bool set_severity(const Policy& policy, rules::Finding& finding) {
  const auto wanted = policy.severities.find(finding.rule->id);
  if (wanted == policy.severities.end()) return true;
  const std::optional<rules::Severity>& severity = wanted->second.severity;
  if (severity) finding.severity = *severity;
  return severity.has_value();
}

bool is_used(const Ignore& ignore, const std::vector<report::Suppressed>& suppressed) {
  return std::ranges::any_of(suppressed,
                             [&](const report::Suppressed& finding) { return finding.because == ignore.position; });
}

bool would_match(const Ignore& ignore, const audit::Audit& audit) {
  return std::ranges::any_of(audit.findings, [&](const rules::Finding& finding) {
    return concerns(ignore, *finding.rule, audit.request.domain);
  });
}

// The domain was looked at, and the DNS left nothing open: what is not found there is not there.
bool was_looked_at(const Ignore& ignore, const audit::Audit& audit) {
  return audit.facts.unanswered.empty() && matches(ignore.domain, audit.request.domain.text());
}

}  // namespace

bool is_expired(const Ignore& ignore, Date day) { return ignore.until && *ignore.until < day; }

std::string to_string(const text::Position& position) {
  return fmt::format("{}:{}:{}", position.file, position.line, position.column);
}

bool matches(std::string_view pattern, std::string_view text) {
  // On a mismatch the last '*' takes one character more.
  std::size_t at = 0, star = std::string_view::npos, resume = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = i;
    } else if (at < pattern.size() && pattern[at] == text[i]) {
      ++at;
      ++i;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

std::vector<report::Suppressed> apply(const Policy& policy, audit::Audit& audit, Date day) {
  std::vector<report::Suppressed> suppressed;
  std::vector<rules::Finding> rest;
  for (rules::Finding& finding : audit.findings) {
    if (!set_severity(policy, finding)) continue;
    const Ignore* ignore = ignore_of(policy, finding, audit.request.domain, day);
    if (ignore == nullptr)
      rest.push_back(std::move(finding));
    else
      suppressed.push_back(
          {std::move(finding), ignore->reason, ignore->until ? text::to_string(*ignore->until) : "", ignore->position});
  }
  // The order of a report: by severity first.
  std::ranges::stable_sort(rest, std::greater(), &rules::Finding::severity);
  audit.findings = std::move(rest);
  return suppressed;
}

void note_uses(const Policy& policy, const audit::Audit& audit, const std::vector<report::Suppressed>& suppressed,
               IgnoreUses& uses) {
  uses.resize(policy.ignores.size());
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const Ignore& ignore = policy.ignores[i];
    uses[i].used = uses[i].used || is_used(ignore, suppressed);
    uses[i].found = uses[i].found || would_match(ignore, audit);
    uses[i].looked = uses[i].looked || was_looked_at(ignore, audit);
  }
}

std::vector<std::string> notes(const Policy& policy, const IgnoreUses& uses, Date day) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const Ignore& ignore = policy.ignores[i];
    const IgnoreUse& use = uses[i];
    if (use.used) continue;
    if (use.found && is_expired(ignore, day))
      lines.push_back(fmt::format("{}: this [[ignore]] of {} ended on {}: what it ignored counts again",
                                  to_string(ignore.position), ignore.rule, text::to_string(*ignore.until)));
    else if (!use.found && use.looked)
      lines.push_back(fmt::format("{}: this [[ignore]] of {} matches nothing any more: remove it",
                                  to_string(ignore.position), ignore.rule));
  }
  return lines;
}

}  // namespace mailauth::project
