#pragma once
// What a project has decided about findings: [severity] and [[ignore]] of mailauth.toml.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "report/report.h"
#include "text/date.h"

namespace mailauth::project {

using text::Date;

// Findings of a rule at some domains that do not count. In both patterns `*` stands for any characters.
struct Ignore {
  std::string rule = "*";
  std::string domain = "*";   // of the audited domain; lower case
  std::optional<Date> until;  // the last day; nothing: for good
  std::string reason;
  text::Position position;
};

struct SeverityChoice {
  std::optional<rules::Severity> severity;  // nothing: the rule is off
  text::Position position;
};

struct Policy {
  std::map<std::string, SeverityChoice, std::less<>> severities;  // by rule
  std::vector<Ignore> ignores;
};

bool is_expired(const Ignore& ignore, Date day);

std::string to_string(const text::Position& position);  // "mailauth.toml:3:7"

// `*` stands for any characters, also none.
bool matches(std::string_view pattern, std::string_view text);

// Takes what the policy takes out of the findings of an audit, and gives the rest the severities that the project
// wants. Findings of rules that are off are gone; those that are ignored come back.
std::vector<report::Suppressed> apply(const Policy& policy, audit::Audit& audit, Date day);

// What became of an [[ignore]] at the domains that were audited.
struct IgnoreUse {
  bool used = false;    // it ignored something
  bool found = false;   // there is something left that it would match
  bool looked = false;  // at a domain that it is about, where the DNS left nothing open
};
using IgnoreUses = std::vector<IgnoreUse>;  // of each of Policy::ignores; it begins empty

// `suppressed` is what apply() gave for the audit.
void note_uses(const Policy& policy, const audit::Audit& audit, const std::vector<report::Suppressed>& suppressed,
               IgnoreUses& uses);

// What people should know about their ignores, a line each: expired ones that would have matched something, and those
// that match nothing at a domain that was audited completely.
std::vector<std::string> notes(const Policy& policy, const IgnoreUses& uses, Date day);

}  // namespace mailauth::project
