#include "mailauth/dns/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

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
  if (answer.cnames.empty()) return false;
  std::set<Name> seen{answer.question.name};
  return !std::all_of(answer.cnames.begin(), answer.cnames.end(),
                      [&seen](const Name& name) { return seen.insert(name).second; });
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

}  // namespace

std::size_t Evidence::QuestionHash::operator()(const QuestionView& question) const {
  return std::hash<std::string_view>{}(question.name) * 31 + static_cast<std::size_t>(question.type);
}

Evidence::Entry& Evidence::entry_of(const Question& question) { return entries_.try_emplace(question).first->second; }

// Asking again would say the same.
bool Evidence::is_settled(const Entry& entry) const {
  if (!entry.composed) return false;
  const bool under_way = entry.asked && !entry.put && unknown_ == Outcome::pending;
  return under_way || !entry.composed->pending();
}

const Answer& Evidence::ask(const Name& name, Type type) {
  const auto known = entries_.find(QuestionView{name.text(), type});
  const bool settled = known != entries_.end() && is_settled(known->second);
  const Answer& answer = settled ? *known->second.composed : ask_anew({name, type});
  if (answer.pending()) ++pending_given_;
  return answer;
}

const Answer& Evidence::ask_anew(const Question& question) {
  SharedAnswer answer = resolve(question);
  SharedAnswer& composed = entry_of(question).composed;
  if (!composed || !answer->pending()) composed = std::move(answer);
  return *composed;
}

SharedAnswer Evidence::resolve(const Question& question) {
  SharedAnswer first = look_up(question);
  if (!leads_on(*first) && !is_endless(*first)) return first;
  Answer answer = *first;
  while (true) {
    if (has_loop(answer)) {
      break_off(answer, "CNAME loop");
    } else if (answer.cnames.size() > max_cname_hops) {
      break_off(answer, fmt::format("more than {} CNAMEs in a row", max_cname_hops));
    }
    if (!leads_on(answer)) return std::make_shared<const Answer>(std::move(answer));
    append(answer, *look_up({answer.cnames.back(), question.type}));
  }
}

SharedAnswer Evidence::look_up(const Question& question) {
  if (const SharedAnswer& known = entry_of(question).put) {
    const bool will_exist = known->outcome == Outcome::no_domain && zone().will_exist(question.name);
    if (known->cnames.empty() && !will_exist) return known;
    Answer answer = *known;
    if (known->cnames.empty())
      answer.outcome = Outcome::no_data;
    else if (!cut_at_zone(answer, zone()))
      return known;
    return std::make_shared<const Answer>(std::move(answer));
  }
  if (zone().speaks_for(question)) return std::make_shared<const Answer>(zone().lookup(question));
  return note_missing(question);
}

SharedAnswer Evidence::note_missing(const Question& question) {
  Answer answer;
  answer.question = question;
  answer.outcome = unknown_;
  std::optional<Answer> behind = behind_gate(question);
  if (behind && (!behind->pending() || unknown_ == Outcome::pending))
    return std::make_shared<const Answer>(*std::move(behind));
  Entry& entry = entry_of(question);
  if (unknown_ == Outcome::pending && !entry.asked) {
    if (SharedAnswer known = recall(question, entry)) return known;
    if (asked_ >= max_questions) {
      answer.outcome = Outcome::not_asked;
      answer.detail = fmt::format("more than {} questions", max_questions);
    } else {
      ++asked_;
      ++missing_;
      entry.asked = entry.missing = true;
      if (gated_) gates_.try_emplace(question.name.text(), Outcome::pending);
    }
  }
  return std::make_shared<const Answer>(std::move(answer));
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

// What can be said of a question because of another one, to its name or to a name above it.
std::optional<Answer> Evidence::behind_gate(const Question& question) const {
  if (gates_.empty()) return std::nullopt;
  for (std::string_view name = question.name.text(); !name.empty(); name = parent_text(name)) {
    const auto gate = gates_.find(name);
    if (gate == gates_.end()) continue;
    if (gate->second == Outcome::found) return std::nullopt;  // and so does everything above it
    Answer answer{.question = question, .outcome = gate->second};
    if (answer.failed()) {
      answer.outcome = Outcome::not_asked;
      answer.detail = fmt::format("{}: {}", name, describe(gate->second));
    }
    return answer;
  }
  return std::nullopt;
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
  Entry& entry = entry_of(answer->question);
  if (std::exchange(entry.missing, false)) --missing_;
  open_or_close_gate(*answer);
  if (!entry.put) entry.put = std::move(answer);
}

std::vector<Question> Evidence::take_missing() {
  std::vector<Question> questions;
  questions.reserve(missing_);
  if (missing_ == 0) return questions;
  for (auto& [question, entry] : entries_)
    if (std::exchange(entry.missing, false)) questions.push_back(question);
  missing_ = 0;
  std::sort(questions.begin(), questions.end());
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
  missing_ = 0;
  std::vector<Question> pending;
  for (auto& [question, entry] : entries_) {
    entry.missing = false;
    if (entry.composed && entry.composed->pending()) pending.push_back(question);
  }
  for (const Question& question : pending) {
    SharedAnswer answer = resolve(question);
    entry_of(question).composed = std::move(answer);
  }
}

std::vector<const Answer*> Evidence::answers() const {
  std::vector<const Answer*> answers;
  for (const auto& [question, entry] : entries_)
    if (entry.composed && !entry.composed->pending()) answers.push_back(entry.composed.get());
  std::sort(answers.begin(), answers.end(), [](const Answer* a, const Answer* b) { return a->question < b->question; });
  return answers;
}

}  // namespace mailauth::dns
