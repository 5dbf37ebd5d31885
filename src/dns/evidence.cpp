#include "dns/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mailauth::dns {
namespace {

// Adds what the end of a CNAME chain says to what was known on the way there.
void append(Answer& chain, Answer next) {
  chain.outcome = next.outcome;
  chain.authenticated = chain.authenticated && next.authenticated;
  chain.redirected = chain.redirected && (next.cnames.empty() || next.redirected);
  chain.cnames.insert(chain.cnames.end(), next.cnames.begin(), next.cnames.end());
  chain.records = std::move(next.records);
  chain.ttl = std::min(chain.ttl, next.ttl);
  chain.size = std::max(chain.size, next.size);
  chain.authority = std::move(next.authority);
  chain.from_zone_file = chain.from_zone_file && next.from_zone_file;
  chain.detail = std::move(next.detail);
}

bool leads_on(const Answer& answer) { return answer.found() && answer.records.empty() && !answer.cnames.empty(); }

// A DNAME makes an alias of every name below it. One that leads to nothing is as absent as what it leads to. RFC
// 6672 3.2
bool is_redirected_to_nothing(const Answer& answer) { return answer.redirected && answer.absent(); }

void break_off(Answer& answer, std::string detail) {
  answer.outcome = Outcome::malformed;
  answer.records.clear();
  if (answer.cnames.size() > max_cname_hops) answer.cnames.resize(max_cname_hops);
  answer.authority.reset();
  answer.detail = std::move(detail);
}

bool has_loop(const Answer& answer) {
  const auto begin = answer.cnames.begin();
  for (auto name = begin; name != answer.cnames.end(); ++name)
    if (*name == answer.question.name || std::find(begin, name, *name) != name) return true;
  return false;
}

bool is_endless(const Answer& answer) { return answer.cnames.size() > max_cname_hops || has_loop(answer); }

// Cuts a chain that came in one answer at the first name that a zone file speaks for. Is there one?
bool cut_at_zone(Answer& answer, const Zone& zone) {
  const auto target = std::find_if(answer.cnames.begin(), answer.cnames.end(), [&](const Name& name) {
    return zone.speaks_for(Question{name, answer.question.type});
  });
  if (target == answer.cnames.end()) return false;
  answer.cnames.erase(target + 1, answer.cnames.end());
  answer.records.clear();
  answer.outcome = Outcome::found;
  return true;
}

SharedAnswer say(const Question& question, Outcome outcome, std::string detail = {}) {
  Answer answer;
  answer.question = question;
  answer.outcome = outcome;
  answer.detail = std::move(detail);
  return std::make_shared<const Answer>(std::move(answer));
}

// What can be said of a question because of what was said of its name, or of one above it: it does not exist, or
// nobody knows.
SharedAnswer behind_gate(const Question& question, std::string_view name, Outcome outcome) {
  if (outcome == Outcome::no_domain) return say(question, outcome);
  return say(question, Outcome::not_asked, fmt::format("{}: {}", name, describe(outcome)));
}

}  // namespace

void Evidence::ask_only_below_what_exists() {
  constexpr std::size_t usual_questions = 60;
  gated_ = true;
  entries_.reserve(usual_questions);
  gates_.reserve(usual_questions);
}

Evidence::Entries::value_type& Evidence::entry_of(const Name& name, Type type) {
  const auto known = entries_.find(QuestionView{name, type});
  return known != entries_.end() ? *known : *entries_.try_emplace({name, type}).first;
}

// Asking again would say the same: pending.
bool Evidence::is_under_way(const Entry& entry) const {
  return entry.asked && !entry.put && unknown_ == Outcome::pending;
}

const Answer& Evidence::ask(const Name& name, Type type) {
  static thread_local const Answer pending;  // of the thread, because readers remember in it what they made of it
  Entries::value_type& asked = entry_of(name, type);
  Entry& entry = asked.second;
  if (!entry.composed && !is_under_way(entry)) entry.composed = resolve(asked);
  entry.given = true;
  if (entry.composed) return *entry.composed;
  ++pending_given_;
  return pending;
}

SharedAnswer Evidence::resolve(Entries::value_type& asked) {
  SharedAnswer first = look_up(asked);
  if (!first) return nullptr;
  if (!leads_on(*first) && !is_endless(*first) && !is_redirected_to_nothing(*first)) return first;
  Answer answer = *first;
  while (true) {
    if (has_loop(answer)) {
      break_off(answer, "CNAME loop");
    } else if (answer.cnames.size() > max_cname_hops) {
      break_off(answer, fmt::format("more than {} CNAMEs in a row", max_cname_hops));
    }
    if (is_redirected_to_nothing(answer)) answer.cnames.clear();
    if (!leads_on(answer)) return std::make_shared<const Answer>(std::move(answer));
    const SharedAnswer next = look_up(entry_of(answer.cnames.back(), asked.first.type));
    if (!next) return nullptr;
    append(answer, *next);
  }
}

SharedAnswer Evidence::look_up(Entries::value_type& asked) {
  const auto& [question, entry] = asked;
  if (entry.put) return beside_zone(entry.put);
  if (zone().speaks_for(question)) return std::make_shared<const Answer>(zone().lookup(question));
  return note_missing(asked);
}

SharedAnswer Evidence::beside_zone(const SharedAnswer& known) const {
  const bool will_exist = known->outcome == Outcome::no_domain && zone().will_exist(known->question.name);
  if (known->cnames.empty() && !will_exist) return known;
  Answer answer = *known;
  if (known->cnames.empty())
    answer.outcome = Outcome::no_data;
  else if (!cut_at_zone(answer, zone()))
    return known;
  return std::make_shared<const Answer>(std::move(answer));
}

SharedAnswer Evidence::note_missing(Entries::value_type& asked) {
  auto& [question, entry] = asked;
  if (const Gates::value_type* gate = closed_gate(question.name)) {
    if (gate->second != Outcome::pending) return behind_gate(question, gate->first, gate->second);
    if (unknown_ == Outcome::pending) return nullptr;
  }
  if (unknown_ != Outcome::pending) return say(question, unknown_);
  if (entry.asked) return nullptr;
  if (SharedAnswer known = recall(question, entry)) return known;
  if (asked_ >= max_questions)
    return say(question, Outcome::not_asked, fmt::format("more than {} questions", max_questions));
  ++asked_;
  missing_.push_back(&asked);
  entry.asked = true;
  if (gated_) gates_.try_emplace(question.name.text(), Outcome::pending);
  return nullptr;
}

SharedAnswer Evidence::recall(const Question& question, Entry& entry) {
  if (!recall_ || asked_ >= max_questions) return nullptr;
  entry.put = recall_(question);
  if (!entry.put) return nullptr;
  entry.asked = true;
  ++asked_;
  ++cost.questions;
  ++cost.cached;
  return entry.put;
}

// The nearest name that was asked for, the name itself or one above it, unless it is known to exist: then so does
// everything above it.
const Evidence::Gates::value_type* Evidence::closed_gate(const Name& asked) const {
  if (gates_.empty()) return nullptr;
  for (std::string_view name = asked.text(); !name.empty(); name = parent_text(name)) {
    const auto gate = gates_.find(name);
    if (gate != gates_.end()) return gate->second == Outcome::found ? nullptr : &*gate;
  }
  return nullptr;
}

// Anything at all at the name opens it, for good.
void Evidence::open_or_close_gate(const Answer& answer) {
  const auto gate = gates_.find(answer.question.name.text());
  if (gate == gates_.end() || gate->second != Outcome::pending) return;
  const bool is_nowhere = answer.outcome == Outcome::no_domain && answer.cnames.empty();
  gate->second = is_nowhere || answer.failed() ? answer.outcome : Outcome::found;
}

void Evidence::put(Answer answer) {
  if (answer.pending()) return;
  normalise(answer.records);
  put(std::make_shared<const Answer>(std::move(answer)));
}

void Evidence::put(SharedAnswer answer) {
  Entry& entry = entry_of(answer->question.name, answer->question.type).second;
  if (entry.asked) std::erase_if(missing_, [&entry](const auto* asked) { return &asked->second == &entry; });
  open_or_close_gate(*answer);
  if (!entry.put) entry.put = std::move(answer);
}

std::vector<Question> Evidence::take_missing() {
  std::vector<Question> questions;
  questions.reserve(missing_.size());
  for (const Entries::value_type* asked : missing_) questions.push_back(asked->first);
  missing_.clear();
  return questions;
}

const std::shared_ptr<const Zone>& Evidence::no_zone() {
  static const auto none = std::make_shared<const Zone>();
  return none;
}

void Evidence::add_zone(std::shared_ptr<const Zone> zone) {
  if (zone_ == no_zone())
    zone_ = std::move(zone);
  else
    add_zone(*zone);
}

void Evidence::add_zone(const Zone& zone) {
  auto all = std::make_shared<Zone>(*zone_);
  all->merge(zone);
  zone_ = std::move(all);
}

void Evidence::settle(Outcome outcome) {
  unknown_ = outcome;
  missing_.clear();
  std::vector<Entries::value_type*> pending;  // resolving them may add further ones
  for (Entries::value_type& asked : entries_) {
    if (asked.second.given && !asked.second.composed) pending.push_back(&asked);
  }
  for (Entries::value_type* asked : pending) asked->second.composed = resolve(*asked);
}

std::vector<const Answer*> Evidence::answers() const {
  std::vector<const Answer*> answers;
  for_each_answer([&answers](const Answer& answer) { answers.push_back(&answer); });
  std::sort(answers.begin(), answers.end(), [](const Answer* a, const Answer* b) { return a->question < b->question; });
  return answers;
}

}  // namespace mailauth::dns
