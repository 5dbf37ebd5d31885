#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "facts/collect.h"
#include "repair/effect.h"
#include "repair/fixes/fixes.h"
#include "repair/ladder.h"
#include "repair/repair.h"
#include "rules/judge.h"

namespace mailauth::repair {

using facts::Facts;
using rules::Finding;
using rules::Fix;

namespace {

// What a rule finds at a name. Its message may change with the record, so findings are counted, not compared.
using Place = std::pair<const rules::Rule*, dns::Name>;
using Tally = std::map<Place, unsigned>;

Place place_of(const Finding& finding) { return {finding.rule, finding.name}; }

Tally tally(const std::vector<Finding>& findings) {
  Tally tally;
  for (const Finding& finding : findings)
    if (finding.certainty != rules::Certainty::indeterminate) ++tally[place_of(finding)];
  return tally;
}

unsigned count(const Tally& tally, const Place& place) {
  const auto found = tally.find(place);
  return found == tally.end() ? 0 : found->second;
}

// A fix after it has been judged.
struct Trial {
  Fix fix;
  Tally after;
  bool acceptable = false;  // it brings nothing new, or only what is milder than what it removes
};

bool is_same(const Fix& a, const Fix& b) {
  return a.action == b.action && a.owner == b.owner && a.type == b.type && a.data == b.data && a.replaces == b.replaces;
}

std::vector<const rules::Rule*> removed_rules(const Tally& before, const Tally& after) {
  std::vector<const rules::Rule*> removed;
  for (const auto& [place, times] : before)
    if (count(after, place) < times) removed.push_back(place.first);
  return removed;
}

// Those that nobody had before. What is only good to know is no new problem.
std::vector<const Finding*> brought_findings(const Tally& before, const Trial& trial,
                                             const std::vector<Finding>& findings) {
  std::vector<const Finding*> brought;
  for (const Finding& finding : findings) {
    const bool counts =
        finding.severity != rules::Severity::info && finding.certainty != rules::Certainty::indeterminate;
    if (counts && count(trial.after, place_of(finding)) > count(before, place_of(finding))) brought.push_back(&finding);
  }
  return brought;
}

// Whoever publishes a policy has to know what it may do to the domain's own mail.
void warn_of(const Finding& brought, Fix& fix) {
  if (area(*brought.rule) != "x" || fix.warning.empty()) return;
  fix.warning += "; then " + brought.message;
}

class Trials {
 public:
  Trials(const Facts& facts, const dns::Evidence& evidence)
      : facts_(facts), evidence_(evidence), before_(tally(rules::judge(facts))) {}

  // The first of the fixes that is acceptable and removes the finding.
  std::optional<Fix> best(const Finding& finding, std::vector<Fix> fixes) {
    if (!fixes.empty() && area(*finding.rule) == "source" && !was_asked(fixes.front())) return fixes.front();
    for (Fix& fix : fixes) {
      const Trial& trial = result_of(std::move(fix));
      if (trial.acceptable && count(trial.after, place_of(finding)) < count(before_, place_of(finding)))
        return trial.fix;
    }
    return std::nullopt;
  }

 private:
  // Several findings share a fix: it is judged once.
  const Trial& result_of(Fix fix) {
    const auto known =
        std::find_if(trials_.begin(), trials_.end(), [&](const Trial& each) { return is_same(each.fix, fix); });
    if (known != trials_.end()) return *known;
    trials_.push_back(judged(std::move(fix)));
    return trials_.back();
  }

  // A name that the audit has no question for changes no verdict.
  bool was_asked(const Fix& fix) const {
    return std::ranges::any_of(evidence_.answers(), [&](const dns::Answer* answer) {
      return answer->question == dns::Question{fix.owner, fix.type};
    });
  }

  Trial judged(Fix fix) const {
    dns::Evidence changed = with_fix(evidence_, fix);
    const Facts after = facts::collect(with_fix(facts_.request, fix), changed);
    const std::vector<Finding> findings = rules::judge(after);
    Trial trial{.fix = std::move(fix), .after = tally(findings)};
    Consequence consequence = consequence_of(facts_, after);
    trial.fix.effect = consequence.effect;
    trial.fix.warning = std::move(consequence.warning);

    const auto removed = removed_rules(before_, trial.after);
    const auto brought = brought_findings(before_, trial, findings);
    trial.acceptable =
        std::all_of(brought.begin(), brought.end(), [&](const Finding* each) { return is_lower_step(*each, removed); });
    for (const Finding* each : brought) warn_of(*each, trial.fix);
    return trial;
  }

  const Facts& facts_;
  const dns::Evidence& evidence_;
  Tally before_;
  std::vector<Trial> trials_;
};

}  // namespace

void propose(const Facts& facts, const dns::Evidence& evidence, std::vector<Finding>& findings) {
  Trials trials(facts, evidence);
  std::vector<std::optional<Fix>> fixes;
  for (const Finding& finding : findings) fixes.push_back(trials.best(finding, fixes_for({facts, finding, findings})));
  for (std::size_t i = 0; i < findings.size(); ++i) findings[i].fix = std::move(fixes[i]);
}

}  // namespace mailauth::repair
