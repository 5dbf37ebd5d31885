#include "dns/zone.h"

#include <fmt/format.h>

#include <algorithm>

#include "dns/master_file.h"
#include "dns/zone_walk.h"
#include "text/ascii.h"

namespace mailauth::dns {

std::string to_string(const ZoneError& error) {
  const text::Position& at = error.position;
  const std::string file = text::escape_for_display(at.file, true);
  if (at.line == 0) return fmt::format("{}: {}", file, error.message);
  return fmt::format("{}:{}:{}: {}", file, at.line, at.column, error.message);
}

std::variant<Zone, ZoneError> Zone::parse(std::string_view text, const std::string& file, const Name& origin) {
  try {
    return zone_of_master_file(text, file, origin);
  } catch (const ZoneError& error) {
    return error;
  }
}

std::variant<Zone, ZoneError> Zone::read(const std::string& path) {
  try {
    const std::string text = read_master_file(path);
    return zone_of_master_file(text, path, origin_of(text, path));
  } catch (const ZoneError& error) {
    return error;
  }
}

namespace {

// As much as an answer would have of records with the same owner and type, so that each lookup costs the same.
void bound(std::vector<Record>& records) {
  if (records.size() < 2 * max_records) return;
  const uint32_t ttl = std::ranges::min(records, {}, &Record::ttl).ttl;
  normalise(records);
  for (Record& record : records) record.ttl = ttl;
}

const std::vector<Record>& of_type(const Zone::ByType& records, Type type) {
  static const std::vector<Record> none;
  const auto at = records.find(type);
  return at != records.end() ? at->second : none;
}

}  // namespace

void Zone::add(Record record) {
  if (record.type == Type::soa) origins_.insert(record.owner);
  if (record.type == Type::dname) redirections_.insert(record.owner);
  std::vector<Record>& records = records_[record.owner][record.type];
  records.push_back(std::move(record));
  bound(records);
}

void Zone::add_owner(const Name& owner) { records_.try_emplace(owner); }

void Zone::merge(const Zone& other) {
  for (const auto& [owner, records] : other.records_) {
    add_owner(owner);
    for (const auto& [type, of_type] : records)
      for (const Record& record : of_type) add(record);
  }
  for (const auto& [question, records] : other.sets_) set(question, records);
  everything_ = everything_ || other.everything_;
}

void Zone::set(const Question& question, std::optional<std::vector<Record>> records) {
  if (records) bound(*records);
  if (question.type == Type::dname && !(records && records->empty()))
    redirections_.insert(question.name);
  else if (question.type == Type::dname)
    redirections_.erase(question.name);
  sets_.insert_or_assign(question, std::move(records));
}

bool Zone::will_exist(const Name& name) const {
  if (sets_.empty()) return false;
  const auto first = sets_.lower_bound({name, Type{}});
  for (auto at = first; at != sets_.end() && at->first.name == name; ++at)
    if (!at->second || !at->second->empty()) return true;
  return false;
}

const std::vector<Record>& Zone::records(const Question& question) const {
  static const ByType none;
  const auto at = records_.find(question.name);
  return of_type(at != records_.end() ? at->second : none, question.type);
}

std::vector<Name> Zone::leave_out_foreign() {
  std::vector<Name> foreign;
  if (origins_.empty()) return foreign;
  const auto is_foreign = [&](const Name& name) { return soa_above(name) == nullptr; };
  for (auto at = records_.begin(); at != records_.end();) {
    if (!is_foreign(at->first)) {
      ++at;
      continue;
    }
    foreign.push_back(at->first);
    at = records_.erase(at);
  }
  std::erase_if(sets_, [&](const auto& set) { return is_foreign(set.first.name); });
  std::erase_if(redirections_, is_foreign);
  return foreign;
}

bool Zone::speaks_for(const Name& name) const { return lists(name) || redirected_by(name); }

bool Zone::lists(const Name& name) const {
  if (everything_) return true;
  if (records_.empty()) return false;
  for (Name at = name;; at = at.parent()) {
    if (origins_.contains(at)) return true;
    if (!records({at, Type::ns}).empty() && soa_above(at)) return false;  // delegated: RFC 1034 4.2.1
    if (at.is_root()) return records_.contains(name);
  }
}

bool Zone::speaks_for(const Question& question) const {
  if (records_.empty() && sets_.empty()) return everything_;  // of each question of a sweep
  return set_for(question) != nullptr || speaks_for(question.name);
}

// The topmost DNAME above the name: it also stands above those that are below it.
std::optional<Name> Zone::redirected_by(const Name& name) const {
  std::optional<Name> top;
  if (redirections_.empty()) return top;
  for (Name at = name; !at.is_root();) {
    at = at.parent();
    if (redirections_.contains(at) && (set_for({at, Type::dname}) != nullptr || lists(at))) top = at;
  }
  return top;
}

// A CNAME speaks for every type of its name.
const Zone::Set* Zone::set_for(const Question& question) const {
  if (sets_.empty()) return nullptr;
  if (const auto at = sets_.find(question); at != sets_.end()) return &at->second;
  const auto cname = sets_.find({question.name, Type::cname});
  return cname != sets_.end() && !(cname->second && cname->second->empty()) ? &cname->second : nullptr;
}

const Record* Zone::soa_above(const Name& name) const {
  for (Name at = name;; at = at.parent()) {
    if (origins_.contains(at)) return &records({at, Type::soa}).front();
    if (at.is_root()) return nullptr;
  }
}

// Names between an owner and the root exist as well, without records: empty non-terminals.
bool Zone::exists(const Name& name) const {
  const auto first = records_.lower_bound(name);
  return first != records_.end() && first->first.is_within(name);
}

const Zone::ByType* Zone::records_at(const Name& name) const {
  static const ByType none;
  const auto own = records_.find(name);
  if (own != records_.end()) return &own->second;
  if (exists(name)) return &none;
  // The closest encloser is the longest existing ancestor; only a wildcard right below it counts. RFC 4592 3.3.1.
  Name encloser = name.parent();
  while (!exists(encloser) && !encloser.is_root()) encloser = encloser.parent();
  const std::optional<Name> wildcard = encloser.child("*");
  const auto match = wildcard ? records_.find(*wildcard) : records_.end();
  return match != records_.end() ? &match->second : nullptr;
}

namespace {

// Of an alias only where it leads. Nothing: there is no record.
std::optional<Answer> answer_with(const Question& question, const std::vector<Record>& records) {
  if (records.empty()) return std::nullopt;
  Answer answer{.question = question, .outcome = Outcome::found, .from_zone_file = true};
  if (records.front().type == Type::cname && question.type != Type::cname) {
    answer.cnames = {std::get<Name>(records.front().data)};
    answer.ttl = records.front().ttl;
    return answer;
  }
  answer.records = records;
  answer.ttl = std::ranges::min(records, {}, &Record::ttl).ttl;
  for (Record& record : answer.records) record.owner = question.name;  // that of a wildcard is another
  normalise(answer.records);
  return answer;
}

}  // namespace

namespace {

Answer not_known(const Question& question) {
  Answer answer{.question = question, .outcome = Outcome::not_asked, .from_zone_file = true};
  answer.detail = "not known before it is published";
  return answer;
}

}  // namespace

// The CNAME that name servers make of a DNAME. RFC 6672 3.1; one that is too long is YXDOMAIN.
Answer Zone::redirect(const Question& question, const Name& by) const {
  const Question dname{by, Type::dname};
  const Set* set = set_for(dname);
  if (set != nullptr && !*set) return not_known(question);
  const std::vector<Record>& records = set != nullptr ? **set : this->records(dname);
  if (records.empty()) return not_known(question);
  const Record& record = records.front();
  const std::optional<Name> target = std::get<Name>(record.data).child(question.name.relative_to(by));
  if (target) {
    Answer alias = *answer_with(question, {{question.name, Type::cname, record.ttl, *target, record.place}});
    alias.redirected = true;
    return alias;
  }
  Answer answer{.question = question, .outcome = Outcome::server_failure, .from_zone_file = true};
  answer.detail = fmt::format("the DNAME of {} makes this name too long", by.text());
  return answer;
}

Answer Zone::lookup(const Question& question) const {
  if (const std::optional<Name> by = redirected_by(question.name)) return redirect(question, *by);
  if (const Set* set = set_for(question)) {
    if (!*set) return not_known(question);
    return answer_with(question, **set).value_or(say_nothing(question, true));
  }
  const ByType* records = records_at(question.name);
  if (records == nullptr) return say_nothing(question, false);
  const std::vector<Record>& aliases = of_type(*records, Type::cname);
  if (auto answer = answer_with(question, aliases.empty() ? of_type(*records, question.type) : aliases)) return *answer;
  return say_nothing(question, true);
}

Answer Zone::say_nothing(const Question& question, bool exists) const {
  Answer answer{.question = question, .outcome = exists ? Outcome::no_data : Outcome::no_domain};
  answer.from_zone_file = true;
  if (const Record* soa = soa_above(question.name)) {
    answer.ttl = std::min(soa->ttl, std::get<Soa>(soa->data).minimum);  // RFC 2308 5
    answer.authority = soa->owner;
  }
  return answer;
}

}  // namespace mailauth::dns
