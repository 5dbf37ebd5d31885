#include <algorithm>
#include <deque>
#include <map>
#include <memory>
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
    if (finding.certainty != rules::Certainty::indeterminate) tally[place_of(finding)] += finding.count();
  return tally;
}

unsigned count(const Tally& tally, const Place& place) {
  const auto found = tally.find(place);
  return found == tally.end() ? 0 : found->second;
}

// What the audit rests on is read once more for each record that is looked at, and for each fix that is tried: so many
// octets in all. It is no time, so that the same evidence gives the same fixes on every machine.
constexpr std::size_t max_octets_read = 1'000'000;
constexpr std::size_t octets_of_a_record = 100;  // as much work as its text, whatever its length
constexpr std::size_t octets_of_an_audit = 4000;
// Nobody publishes a longer record, and every finding would show it.
constexpr std::size_t longest_fix = 4096;

std::size_t octets_of(const dns::Evidence& evidence) {
  std::size_t octets = octets_of_an_audit;
  for (const dns::Answer* answer : evidence.answers())
    for (const dns::Record& record : answer->records) octets += octets_of_a_record + dns::text_of(record.data).size();
  return octets;
}

// A fix after it has been judged.
struct Trial {
  std::shared_ptr<Fix> fix;
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

// What could be published against the findings about one record.
struct Candidates {
  std::shared_ptr<const text::Source> record;
  bool removal = false;
  std::vector<Fix> fixes;
};

class Trials {
 public:
  Trials(const Facts& facts, const dns::Evidence& evidence, const std::vector<Finding>& all,
         const std::vector<Finding>& findings)
      : facts_(facts), evidence_(evidence), findings_(findings), before_(tally(all)), octets_(octets_of(evidence)) {}

  // The first fix that is acceptable and removes the finding; null: there is none.
  std::shared_ptr<Fix> best(const Finding& finding) {
    if (finding.certainty == rules::Certainty::indeterminate) return nullptr;
    if (finding.fix) return best(finding, fixes_for({facts_, finding, findings_}));
    return finding.record ? best(finding, candidates(finding)) : nullptr;
  }

  // Findings for which not everything was tried that there is.
  unsigned untried() const { return untried_; }

 private:
  std::shared_ptr<Fix> best(const Finding& finding, const std::vector<Fix>& fixes) {
    if (!fixes.empty() && area(*finding.rule) == "source" && !was_asked(fixes.front()))
      return std::make_shared<Fix>(fixes.front());
    for (const Fix& fix : fixes) {
      const Trial* trial = result_of(fix);
      if (trial == nullptr) {
        ++untried_;
        return nullptr;
      }
      if (trial->acceptable && count(trial->after, place_of(finding)) < count(before_, place_of(finding)))
        return trial->fix;
    }
    return nullptr;
  }

  // They rest on the record, on what else is wrong with it, and on this wish (Problem): the same for all findings
  // about it, so they are worked out once.
  const std::vector<Fix>& candidates(const Finding& finding) {
    static const std::vector<Fix> none;
    const bool removal = finding.rule->wish == rules::Wish::removal;
    const auto known = std::ranges::find_if(candidates_, [&](const Candidates& each) {
      return each.removal == removal && *each.record == *finding.record;
    });
    if (known != candidates_.end()) return known->fixes;
    if (!spend()) {
      ++untried_;
      return none;
    }
    candidates_.push_back({finding.record, removal, fixes_for({facts_, finding, findings_})});
    return candidates_.back().fixes;
  }

  // Several findings share a fix: it is judged once. Null: it was not tried.
  const Trial* result_of(const Fix& fix) {
    const auto known =
        std::find_if(trials_.begin(), trials_.end(), [&](const Trial& each) { return is_same(*each.fix, fix); });
    if (known != trials_.end()) return &*known;
    if (dns::text_of(fix.data).size() > longest_fix || !spend()) return nullptr;
    trials_.push_back(judged(fix));
    return &trials_.back();
  }

  // Reads the evidence once more, unless that has been done often enough.
  bool spend() {
    if (read_ + octets_ > max_octets_read) return false;
    read_ += octets_;
    return true;
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
    Trial trial{.fix = std::make_shared<Fix>(std::move(fix)), .after = tally(findings)};
    Consequence consequence = consequence_of(facts_, after);
    trial.fix->effect = consequence.effect;
    trial.fix->warning = std::move(consequence.warning);

    const auto removed = removed_rules(before_, trial.after);
    const auto brought = brought_findings(before_, trial, findings);
    trial.acceptable =
        std::all_of(brought.begin(), brought.end(), [&](const Finding* each) { return is_lower_step(*each, removed); });
    for (const Finding* each : brought) warn_of(*each, *trial.fix);
    return trial;
  }

  const Facts& facts_;
  const dns::Evidence& evidence_;
  const std::vector<Finding>& findings_;
  Tally before_;
  std::size_t octets_;  // of the evidence
  std::size_t read_ = 0;
  unsigned untried_ = 0;
  std::deque<Candidates> candidates_;  // and trials are referred to while further ones are added
  std::deque<Trial> trials_;
};

}  // namespace

unsigned propose(const Facts& facts, const dns::Evidence& evidence, const std::vector<Finding>& all,
                 std::vector<Finding>& findings) {
  Trials trials(facts, evidence, all, findings);
  std::vector<std::shared_ptr<Fix>> fixes;
  for (const Finding& finding : findings) fixes.push_back(trials.best(finding));
  for (std::size_t i = 0; i < findings.size(); ++i) findings[i].fix = std::move(fixes[i]);
  return trials.untried();
}

}  // namespace mailauth::repair
