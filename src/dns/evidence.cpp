#include "mailauth/dns/evidence.h"

#include <fmt/format.h>

#include <algorithm>

namespace mailauth::dns {
namespace {

// Adds what the end of a CNAME chain says to what was known on the way there.
void append(Answer& chain, Answer next) {
  chain.outcome = next.outcome;
  chain.authenticated = chain.authenticated && next.authenticated;
  chain.cnames.insert(chain.cnames.end(), next.cnames.begin(), next.cnames.end());
  chain.records = std::move(next.records);
  chain.ttl = std::min(chain.ttl, next.ttl);
  chain.size = std::max(chain.size, next.size);
  chain.authority = std::move(next.authority);
  chain.from_zone_file = chain.from_zone_file && next.from_zone_file;
  chain.detail = std::move(next.detail);
}

bool leads_on(const Answer& answer) { return answer.found() && answer.records.empty() && !answer.cnames.empty(); }

void break_off(Answer& answer, std::string detail) {
  answer.outcome = Outcome::malformed;
  answer.records.clear();
  if (answer.cnames.size() > max_cname_hops) answer.cnames.resize(max_cname_hops);
  answer.authority.reset();
  answer.detail = std::move(detail);
}

bool has_loop(const Answer& answer) {
  std::set<Name> seen{answer.question.name};
  return !std::all_of(answer.cnames.begin(), answer.cnames.end(),
                      [&seen](const Name& name) { return seen.insert(name).second; });
}

// Cuts a chain that came in one answer at the first name that a zone file speaks for.
void cut_at_zone(Answer& answer, const Zone& zone) {
  const auto target = std::find_if(answer.cnames.begin(), answer.cnames.end(), [&](const Name& name) {
    return zone.speaks_for(Question{name, answer.question.type});
  });
  if (target == answer.cnames.end()) return;
  answer.cnames.erase(target + 1, answer.cnames.end());
  answer.records.clear();
  answer.outcome = Outcome::found;
}

}  // namespace

const Answer& Evidence::ask(const Name& name, Type type) {
  const Question question{name, type};
  Answer& answer = composed_[question];
  if (answer.pending()) answer = resolve(question);
  return answer;
}

Answer Evidence::resolve(const Question& question) {
  Answer answer = look_up(question);
  while (!answer.cnames.empty()) {
    if (has_loop(answer)) {
      break_off(answer, "CNAME loop");
    } else if (answer.cnames.size() > max_cname_hops) {
      break_off(answer, fmt::format("more than {} CNAMEs in a row", max_cname_hops));
    }
    if (!leads_on(answer)) return answer;
    append(answer, look_up({answer.cnames.back(), question.type}));
  }
  return answer;
}

Answer Evidence::look_up(const Question& question) {
  if (const auto known = known_.find(question); known != known_.end()) {
    Answer answer = known->second;
    cut_at_zone(answer, zone_);
    return answer;
  }
  if (zone_.speaks_for(question)) return zone_.lookup(question);
  return note_missing(question);
}

Answer Evidence::note_missing(const Question& question) {
  Answer answer;
  answer.question = question;
  answer.outcome = unknown_;
  const std::optional<Answer> behind = behind_gate(question);
  if (behind && (!behind->pending() || unknown_ == Outcome::pending)) return *behind;
  if (unknown_ != Outcome::pending || asked_.contains(question)) return answer;
  if (asked_.size() >= max_questions) {
    answer.outcome = Outcome::not_asked;
    answer.detail = fmt::format("more than {} questions", max_questions);
    return answer;
  }
  asked_.insert(question);
  missing_.insert(question);
  if (gated_) gates_.try_emplace(question.name, Outcome::pending);
  return answer;
}

// What can be said of a question because of another one, to its name or to a name above it.
std::optional<Answer> Evidence::behind_gate(const Question& question) const {
  if (gates_.empty()) return std::nullopt;
  for (Name name = question.name; !name.is_root(); name = name.parent()) {
    const auto gate = gates_.find(name);
    if (gate == gates_.end()) continue;
    if (gate->second == Outcome::found) return std::nullopt;  // and so does everything above it
    Answer answer{.question = question, .outcome = gate->second};
    if (answer.failed()) {
      answer.outcome = Outcome::not_asked;
      answer.detail = fmt::format("{}: {}", name.text(), describe(gate->second));
    }
    return answer;
  }
  return std::nullopt;
}

// Anything at all at the name opens it, for good.
void Evidence::open_or_close_gate(const Answer& answer) {
  const auto gate = gates_.find(answer.question.name);
  if (gate == gates_.end() || gate->second != Outcome::pending) return;
  const bool is_nowhere = answer.outcome == Outcome::no_domain && answer.cnames.empty();
  gate->second = is_nowhere || answer.failed() ? answer.outcome : Outcome::found;
}

void Evidence::put(Answer answer) {
  if (answer.pending()) return;
  normalise(answer.records);
  missing_.erase(answer.question);
  open_or_close_gate(answer);
  const Question question = answer.question;
  known_.try_emplace(question, std::move(answer));
}

std::vector<Question> Evidence::take_missing() {
  std::vector<Question> questions(missing_.begin(), missing_.end());
  missing_.clear();
  return questions;
}

void Evidence::add_zone(const Zone& zone) { zone_.merge(zone); }

void Evidence::settle(Outcome outcome) {
  unknown_ = outcome;
  missing_.clear();
  for (auto& [question, answer] : composed_) {
    if (answer.pending()) answer = resolve(question);
  }
}

std::vector<const Answer*> Evidence::answers() const {
  std::vector<const Answer*> answers;
  for (const auto& [question, answer] : composed_) {
    if (!answer.pending()) answers.push_back(&answer);
  }
  return answers;
}

}  // namespace mailauth::dns
