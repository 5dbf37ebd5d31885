#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "facts/collect.h"
#include "repair/effect.h"
#include "repair/fixes/fixes.h"
#include "repair/ladder.h"
#include "repair/lookups.h"
#include "repair/promises.h"
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
  Fix asked;                        // what was to be tried
  std::shared_ptr<Fix> fix;         // what came of it: with what has to be said, and perhaps within the lookup limit
  std::optional<Tally> after = {};  // nothing: it was not judged
  unsigned left = 0;                // errors and warnings
  bool is_last_resort = false;      // it lowers a policy
  bool acceptable = false;          // it brings nothing new, or only what is milder than what it removes
  Objection objection = {};         // it breaks a promise (promises.h); empty: it breaks none
};

// What is offered for a finding, or why nothing is.
struct Offer {
  const Trial* trial = nullptr;
  Objection objection = {};
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

bool is_problem(const Finding& finding) {
  return finding.severity != rules::Severity::info && finding.certainty != rules::Certainty::indeterminate;
}

// Those that nobody had before. What is only good to know is no new problem.
std::vector<const Finding*> brought_findings(const Tally& before, const Tally& after,
                                             const std::vector<Finding>& findings) {
  std::vector<const Finding*> brought;
  for (const Finding& finding : findings) {
    if (is_problem(finding) && count(after, place_of(finding)) > count(before, place_of(finding)))
      brought.push_back(&finding);
  }
  return brought;
}

// Whoever publishes a policy has to know what it may do to the domain's own mail.
void warn_of(const Finding& brought, Fix& fix) {
  if (area(*brought.rule) != "x" || fix.warning.empty()) return;
  fix.warning += "; then " + brought.message;
}

// The tree whose first record stands there.
const facts::SpfNode* spf_at(const dns::Name& name, const Facts& facts) {
  if (facts.spf.name == name) return &facts.spf;
  const auto at = std::ranges::find(facts.mail_froms, name, &facts::MailFrom::name);
  return at == facts.mail_froms.end() ? nullptr : &at->spf;
}

void note_what_is_left(const Facts& after, Fix& fix) {
  const facts::SpfNode* spf = fix.type == dns::Type::txt ? spf_at(fix.owner, after) : nullptr;
  if (spf == nullptr || fix.action != Fix::Action::publish) return;
  if (std::string left = still_wrong(*spf); !left.empty()) fix.changes.push_back(std::move(left));
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

  // The first fix that is acceptable and removes the finding.
  Offer best(const Finding& finding) {
    if (finding.certainty == rules::Certainty::indeterminate) return {};
    if (finding.fix) return best(finding, Origin::rule, fixes_for({facts_, finding, findings_}));
    return finding.record ? best(finding, Origin::repair, candidates(finding)) : Offer{};
  }

  bool removes(const Trial& trial, const Finding& finding) const {
    return trial.after && count(*trial.after, place_of(finding)) < count(before_, place_of(finding));
  }

  // Findings for which not everything was tried that there is.
  unsigned untried() const { return untried_; }

 private:
  Offer best(const Finding& finding, Origin origin, const std::vector<Fix>& fixes) {
    Offer offer;
    for (const Fix& fix : fixes) {
      const bool is_written = is_only_written(finding, fix);
      const Trial* trial = result_of(as_alias(fix, finding, evidence_), origin, is_written);
      if (trial == nullptr) {
        ++untried_;
        return offer;
      }
      if (!trial->objection.empty()) {
        if (offer.objection.empty()) offer.objection = trial->objection;
      } else if (trial->acceptable && (is_written || removes(*trial, finding))) {
        return {.trial = trial};
      }
    }
    return offer;
  }

  // A name that the audit has no question for changes no verdict: there is nothing to judge.
  bool is_only_written(const Finding& finding, const Fix& fix) const {
    return area(*finding.rule) == "source" && !was_asked(fix);
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
  const Trial* result_of(const Fix& fix, Origin origin, bool is_only_written) {
    const auto [first, last] = trials_.equal_range(fix.owner);
    const auto known = std::find_if(first, last, [&](const auto& each) { return is_same(each.second.asked, fix); });
    if (known != last) return &known->second;
    if (!is_only_written && dns::text_of(fix.data).size() > longest_fix) return nullptr;
    Objection objection = objection_to(fix, facts_, evidence_);
    if (!objection.empty() || is_only_written) return &keep(fix, not_judged(fix, std::move(objection)));
    if (!spend_on(fix, origin)) return nullptr;
    return &keep(fix, judged(fix, origin));
  }

  const Trial& keep(const Fix& asked, Trial trial) {
    trial.asked = asked;
    return trials_.emplace(asked.owner, std::move(trial))->second;
  }

  static Trial not_judged(const Fix& fix, Objection objection) {
    const bool acceptable = objection.empty();
    return {
        .asked = {}, .fix = std::make_shared<Fix>(fix), .acceptable = acceptable, .objection = std::move(objection)};
  }

  // Reads the evidence so many times more, unless that has been done often enough.
  bool spend(std::size_t times = 1) {
    if (read_ + times * octets_ > max_octets_read) return false;
    read_ += times * octets_;
    return true;
  }

  // For judging it.
  bool spend_on(const Fix& fix, Origin origin) { return spend(is_compared(fix, origin) ? 2 : 1); }

  // A name that the audit has no question for changes no verdict.
  bool was_asked(const Fix& fix) const {
    return std::ranges::any_of(evidence_.answers(), [&](const dns::Answer* answer) {
      return answer->question == dns::Question{fix.owner, fix.type};
    });
  }

  Trial judged(Fix fix, Origin origin) {
    dns::Evidence changed = with_fix(evidence_, fix);
    Facts after = facts::collect(with_fix(facts_.request, fix), changed);
    if (const auto way = way_back(fix, origin, after)) return judged(*way, origin);
    const std::vector<Finding> findings = rules::judge(after);
    Trial trial{.asked = {}, .fix = std::make_shared<Fix>(std::move(fix)), .after = tally(findings)};
    trial.is_last_resort = lowers_policy(*trial.fix, facts_, after);
    trial.objection = objection_to(*trial.fix, origin, {facts_, after, changed});
    Consequence consequence = consequence_of(facts_, after);
    trial.fix->effect = consequence.effect;
    trial.fix->warning = std::move(consequence.warning);
    note_what_is_left(after, *trial.fix);

    const auto removed = removed_rules(before_, *trial.after);
    const auto brought = brought_findings(before_, *trial.after, findings);
    trial.left = static_cast<unsigned>(rules::count_if(findings, is_problem));
    trial.acceptable =
        std::all_of(brought.begin(), brought.end(), [&](const Finding* each) { return is_lower_step(*each, removed); });
    for (const Finding* each : brought) warn_of(*each, *trial.fix);
    return trial;
  }

  // The same under the limit of lookups, when the record is over it and that can be done.
  std::optional<Fix> way_back(const Fix& fix, Origin origin, const Facts& after) {
    const facts::SpfNode* spf = spf_at(fix.owner, after);
    if (fix.type != dns::Type::txt || fix.action != Fix::Action::publish || spf == nullptr) return std::nullopt;
    if (spf->lookups <= facts::spf_lookup_limit || !spend()) return std::nullopt;
    const auto shorter = within_lookup_limit(*spf, after.domain());
    if (!shorter || shorter->text.size() > longest_fix || !spend_on(fix, origin)) return std::nullopt;
    Fix way = fix;
    way.data = dns::cut_into_strings(shorter->text);
    way.changes.insert(way.changes.end(), shorter->changes.begin(), shorter->changes.end());
    return way;
  }

  const Facts& facts_;
  const dns::Evidence& evidence_;
  const std::vector<Finding>& findings_;
  Tally before_;
  std::size_t octets_;  // of the evidence
  std::size_t read_ = 0;
  unsigned untried_ = 0;
  std::deque<Candidates> candidates_;       // and trials are referred to while further ones are added
  std::multimap<dns::Name, Trial> trials_;  // by the owner of what was to be tried
};

// Can only one of the two be published? A name has one record of a kind, and one CNAME and nothing beside it.
bool exclude(const Fix& a, const Fix& b) {
  if (a.owner != b.owner || is_same(a, b)) return false;
  const bool both_published = a.action == Fix::Action::publish && b.action == Fix::Action::publish;
  if (a.type != b.type) return both_published && (a.type == dns::Type::cname || b.type == dns::Type::cname);
  return both_published || std::ranges::any_of(a.replaces, [&](const text::Source& source) {
           return std::ranges::find(b.replaces, source) != b.replaces.end();
         });
}

// What leaves less to do is the better one; a policy is lowered last.
bool is_better(const Trial& a, const Trial& b) {
  return std::tuple(a.is_last_resort, a.left) < std::tuple(b.is_last_resort, b.left);
}

using ByOwner = std::map<dns::Name, std::vector<const Trial*>>;

// What is offered at each name, the best first, without what is excluded by one before it.
ByOwner best_by_owner(const std::vector<Offer>& offers) {
  ByOwner best;
  for (const Offer& offer : offers) {
    if (offer.trial == nullptr) continue;
    std::vector<const Trial*>& there = best[offer.trial->fix->owner];
    if (std::ranges::find(there, offer.trial) == there.end()) there.push_back(offer.trial);
  }
  for (auto& [owner, there] : best) {
    std::ranges::stable_sort(there, [](const Trial* a, const Trial* b) { return is_better(*a, *b); });
    std::vector<const Trial*> kept;
    for (const Trial* trial : there)
      if (std::ranges::none_of(kept, [&](const Trial* other) { return exclude(*other->fix, *trial->fix); }))
        kept.push_back(trial);
    there = std::move(kept);
  }
  return best;
}

// One record a name in one report: of those that exclude each other the best stays, and what it does not remove waits.
void keep_one_a_name(const std::vector<Finding>& findings, const Trials& trials, std::vector<Offer>& offers) {
  const ByOwner best = best_by_owner(offers);
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const Trial* trial = offers[i].trial;
    if (trial == nullptr) continue;
    const std::vector<const Trial*>& there = best.at(trial->fix->owner);
    if (std::ranges::find(there, trial) != there.end()) continue;
    const Trial* instead =
        *std::ranges::find_if(there, [&](const Trial* each) { return exclude(*each->fix, *trial->fix); });
    if (trials.removes(*instead, findings[i]))
      offers[i] = {.trial = instead};
    else
      offers[i] = {.objection = fmt::format("another record is to be published at {} first: check again then",
                                            instead->fix->owner.text())};
  }
}

// Where another record lets mail pass, the policy may stay.
void keep_last_resorts_for_last(const std::vector<Finding>& findings, const Trials& trials,
                                std::vector<Offer>& offers) {
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i].trial == nullptr || !offers[i].trial->is_last_resort) continue;
    const auto better = std::ranges::find_if(offers, [&](const Offer& other) {
      return other.trial != nullptr && !other.trial->is_last_resort && trials.removes(*other.trial, findings[i]);
    });
    if (better == offers.end()) continue;
    offers[i] = {.objection = fmt::format("the policy may stay once the record for {} is published",
                                          better->trial->fix->owner.text())};
  }
}

}  // namespace

unsigned propose(const Facts& facts, const dns::Evidence& evidence, const std::vector<Finding>& all,
                 std::vector<Finding>& findings) {
  Trials trials(facts, evidence, all, findings);
  std::vector<Offer> offers;
  for (const Finding& finding : findings) offers.push_back(trials.best(finding));
  keep_last_resorts_for_last(findings, trials, offers);
  keep_one_a_name(findings, trials, offers);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    findings[i].fix = offers[i].trial == nullptr ? nullptr : offers[i].trial->fix;
    if (is_problem(findings[i]) && !offers[i].objection.empty())
      findings[i].note("no record is proposed: " + offers[i].objection);
  }
  return trials.untried();
}

}  // namespace mailauth::repair
