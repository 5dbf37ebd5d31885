#include "rules/rule.h"

#include <algorithm>

namespace mailauth::rules {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "";
}

std::string_view to_string(Certainty certainty) {
  switch (certainty) {
    case Certainty::certain: return "certain";
    case Certainty::likely: return "likely";
    case Certainty::indeterminate: return "indeterminate";
  }
  return "";
}

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::neutral: return "neutral";
    case Effect::activates: return "activates";
    case Effect::weakens: return "weakens";
  }
  return "";
}

std::optional<Severity> parse_severity(std::string_view text) {
  for (const Severity severity : {Severity::info, Severity::warning, Severity::error})
    if (to_string(severity) == text) return severity;
  return std::nullopt;
}

const Rule* find_rule(std::string_view id) {
  const auto rules = catalog();
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule* rule) { return rule->id == id; });
  return found == rules.end() ? nullptr : *found;
}

std::string_view area(const Rule& rule) { return rule.id.substr(0, rule.id.find('-')); }

std::string Fix::text() const { return dns::text_of(data); }

}  // namespace mailauth::rules
