#include "repair/publication.h"

#include <algorithm>
#include <tuple>

#include "facts/wildcard.h"
#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::repair {

using dns::Answer;
using dns::Data;
using dns::Evidence;
using dns::Type;
using rules::Effect;
using rules::Finding;
using rules::Fix;

namespace {

bool contains(const std::vector<Data>& records, const Data& data) {
  return std::find(records.begin(), records.end(), data) != records.end();
}

std::vector<Data> without(const std::vector<Data>& records, const std::vector<Data>& others) {
  std::vector<Data> rest;
  for (const Data& data : records)
    if (!contains(others, data)) rest.push_back(data);
  return rest;
}

bool is_replaced(const Fix& fix, const Data& data) {
  if (fix.type != Type::txt) return true;
  return std::any_of(fix.replaces.begin(), fix.replaces.end(),
                     [&](const text::Source& source) { return source.text == text_of(data); });
}

// Another fix has replaced it already.
bool is_outdated(const Fix& fix, const RecordSet& set) {
  return std::any_of(fix.replaces.begin(), fix.replaces.end(), [&](const text::Source& source) {
    return std::none_of(set.after.begin(), set.after.end(),
                        [&](const Data& data) { return text_of(data) == source.text; });
  });
}

void add_line(std::vector<std::string>& lines, const std::string& line) {
  if (!line.empty() && std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
}

// Does the answer say what of this type is there? Where the name, or one above it, does not exist, nothing is (RFC 8020
// section 2).
bool tells(const Answer& answer, const dns::Name& owner, Type type) {
  if (answer.outcome == dns::Outcome::no_domain && owner.is_within(answer.owner())) return true;
  if (answer.question.name != owner && answer.owner() != owner) return false;
  const bool leads_away = answer.owner() != owner;  // a CNAME stands there, and nothing beside it
  return leads_away || (answer.question.type == type && (answer.found() || answer.absent()));
}

// A CNAME is not asked for by itself: any question for its name tells it.
bool is_told(const dns::Name& owner, Type type, const std::vector<const Answer*>& answers) {
  return std::ranges::any_of(answers, [&](const Answer* answer) {
    return tells(*answer, owner, type == Type::cname ? answer->question.type : type);
  });
}

// What is known to stand at the name itself.
RecordSet current(const dns::Name& owner, Type type, const std::vector<const Answer*>& answers) {
  RecordSet set;
  set.owner = owner;
  set.type = type;
  const dns::Name asked = facts::probe_of(owner).value_or(owner);  // nobody asks for a wildcard itself
  for (const Answer* answer : answers) {
    if (type == Type::cname && answer->question.name == asked && !answer->cnames.empty()) {
      set.before = {answer->cnames.front()};
      break;
    }
    if (answer->question.type != type || !answer->found() || answer->owner() != asked) continue;
    for (const dns::Record& record : answer->records) set.before.push_back(record.data);
    if (answer->from_zone_file) set.ttl = answer->ttl;  // else what is left of it in a cache
    break;
  }
  set.after = set.before;
  set.is_known = is_told(asked, type, answers);
  return set;
}

class Publication {
 public:
  explicit Publication(const Evidence& evidence) : answers_(evidence.answers()) {}

  void add(const Fix& fix) {
    RecordSet& set = set_of(fix.owner, fix.type);
    const bool is_there = fix.replaces.empty() && contains(set.after, fix.data);
    if (is_there || is_outdated(fix, set)) return;
    std::erase_if(set.after, [&](const Data& data) { return is_replaced(fix, data); });
    if (fix.action == Fix::Action::publish) set.after.push_back(fix.data);
    for (const std::string& change : fix.changes) add_line(set.notes, change);
    add_line(set.warnings, fix.warning);
    set.activates = set.activates || fix.effect == Effect::activates;
    if (fix.action == Fix::Action::publish) clear_for(fix);
  }

  std::vector<RecordSet> take() {
    std::erase_if(sets_, [](const RecordSet& set) { return set.before == set.after; });
    put_in_safe_order(sets_);
    return std::move(sets_);
  }

 private:
  RecordSet& set_of(const dns::Name& owner, Type type) {
    const auto known = std::find_if(sets_.begin(), sets_.end(),
                                    [&](const RecordSet& set) { return set.owner == owner && set.type == type; });
    if (known != sets_.end()) return *known;
    return sets_.emplace_back(current(owner, type, answers_));
  }

  // Nothing stands beside a CNAME (RFC 1034 3.6.2).
  void clear_for(const Fix& fix) {
    if (fix.type != Type::cname) {
      set_of(fix.owner, Type::cname).after.clear();
      return;
    }
    for (const Type other : {Type::txt, Type::mx, Type::a, Type::aaaa}) set_of(fix.owner, other).after.clear();
  }

  std::vector<const Answer*> answers_;
  std::vector<RecordSet> sets_;
};

// Those that replace more records know more about them.
std::vector<const Fix*> fixes_of(const std::vector<Finding>& findings) {
  std::vector<const Fix*> fixes;
  for (const Finding& finding : findings)
    if (finding.fix) fixes.push_back(finding.fix.get());
  std::stable_sort(fixes.begin(), fixes.end(),
                   [](const Fix* a, const Fix* b) { return a->replaces.size() > b->replaces.size(); });
  return fixes;
}

enum class Step : uint8_t { removal, route, sender, policy };  // keys and MX, then SPF, then DMARC

Step step_of(const RecordSet& set) {
  if (set.after.empty()) return Step::removal;
  const auto place = records::place_of(set.owner.text());
  if (place && place->is_sound() && place->kind == records::RecordKind::dmarc) return Step::policy;
  const bool is_key = place && place->kind == records::RecordKind::dkim;
  return set.type != Type::txt || is_key ? Step::route : Step::sender;
}

}  // namespace

std::vector<Data> RecordSet::added() const { return without(after, before); }
std::vector<Data> RecordSet::removed() const { return without(before, after); }

void put_in_safe_order(std::vector<RecordSet>& sets) {
  // A removal makes room for another type at the same name, so it stays in front of it.
  std::stable_sort(sets.begin(), sets.end(), [](const RecordSet& a, const RecordSet& b) {
    return std::tuple(a.activates, step_of(a)) < std::tuple(b.activates, step_of(b));
  });
}

std::vector<RecordSet> publication(const std::vector<Finding>& findings, const Evidence& evidence) {
  Publication publication(evidence);
  for (const Fix* fix : fixes_of(findings)) publication.add(*fix);
  return publication.take();
}

}  // namespace mailauth::repair
