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
    return zone_of_master_file(text, path, guess_origin(text, path));
  } catch (const ZoneError& error) {
    return error;
  }
}

void Zone::add(Record record) {
  if (record.type == Type::soa) origins_.insert(record.owner);
  add_owner(record.owner);
  records_[record.owner].push_back(std::move(record));
}

void Zone::add_owner(const Name& owner) {
  records_.try_emplace(owner);
  // Names between the owner and the root exist as well, without records: empty non-terminals.
  for (Name name = owner; names_.insert(name).second && !name.is_root();) name = name.parent();
}

void Zone::merge(const Zone& other) {
  for (const auto& [owner, records] : other.records_) {
    add_owner(owner);
    for (const Record& record : records) add(record);
  }
  for (const auto& [question, records] : other.sets_) set(question, records);
  everything_ = everything_ || other.everything_;
}

void Zone::set(const Question& question, std::optional<std::vector<Record>> records) {
  sets_.insert_or_assign(question, std::move(records));
}

bool Zone::will_exist(const Name& name) const {
  if (sets_.empty()) return false;
  const auto first = sets_.lower_bound({name, Type{}});
  for (auto at = first; at != sets_.end() && at->first.name == name; ++at)
    if (!at->second || !at->second->empty()) return true;
  return false;
}

bool Zone::owns(const Name& name, Type type) const {
  const auto at = records_.find(name);
  if (at == records_.end()) return false;
  return std::any_of(at->second.begin(), at->second.end(), [type](const Record& r) { return r.type == type; });
}

bool Zone::speaks_for(const Name& name) const {
  if (everything_) return true;
  if (records_.empty()) return false;
  for (Name at = name;; at = at.parent()) {
    if (origins_.contains(at)) return true;
    if (owns(at, Type::ns) && soa_above(at)) return false;  // delegated: RFC 1034 4.2.1
    if (at.is_root()) return records_.contains(name);
  }
}

bool Zone::speaks_for(const Question& question) const {
  return set_for(question) != nullptr || speaks_for(question.name);
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
    if (origins_.contains(at)) {
      const auto& records = records_.at(at);
      return &*std::find_if(records.begin(), records.end(), [](const Record& r) { return r.type == Type::soa; });
    }
    if (at.is_root()) return nullptr;
  }
}

const std::vector<Record>* Zone::records_at(const Name& name) const {
  static const std::vector<Record> none;
  const auto own = records_.find(name);
  if (own != records_.end()) return &own->second;
  if (names_.contains(name)) return &none;
  // The closest encloser is the longest existing ancestor; only a wildcard right below it counts. RFC 4592 3.3.1.
  Name encloser = name.parent();
  while (!names_.contains(encloser) && !encloser.is_root()) encloser = encloser.parent();
  const std::optional<Name> wildcard = encloser.child("*");
  const auto match = wildcard ? records_.find(*wildcard) : records_.end();
  return match != records_.end() ? &match->second : nullptr;
}

namespace {

// Moves the records of one type into the answer, with the owner that was asked for (a wildcard's is another).
void take_records(Answer& answer, const std::vector<Record>& records, Type type) {
  for (Record record : records) {
    if (record.type != type) continue;
    answer.ttl = answer.records.empty() ? record.ttl : std::min(answer.ttl, record.ttl);
    record.owner = answer.question.name;
    answer.records.push_back(std::move(record));
  }
  if (!answer.records.empty()) answer.outcome = Outcome::found;
}

void take_cname(Answer& answer, const std::vector<Record>& records) {
  const auto cname =
      std::find_if(records.begin(), records.end(), [](const Record& r) { return r.type == Type::cname; });
  if (cname == records.end() || answer.question.type == Type::cname) return;
  answer.outcome = Outcome::found;
  answer.cnames = {std::get<Name>(cname->data)};
  answer.ttl = cname->ttl;
}

}  // namespace

Answer Zone::lookup(const Question& question) const {
  const Set* set = set_for(question);
  if (set == nullptr) return say(question, records_at(question.name));
  if (*set) return say(question, &**set);
  Answer answer{.question = question, .outcome = Outcome::not_asked, .from_zone_file = true};
  answer.detail = "not known before it is published";
  return answer;
}

// `records` are those of the name, of any type; null: there is no such name.
Answer Zone::say(const Question& question, const std::vector<Record>* records) const {
  Answer answer;
  answer.question = question;
  answer.from_zone_file = true;
  if (records) take_cname(answer, *records);
  if (records && answer.cnames.empty()) take_records(answer, *records, question.type);
  normalise(answer.records);
  if (answer.found()) return answer;
  answer.outcome = records ? Outcome::no_data : Outcome::no_domain;
  if (const Record* soa = soa_above(question.name)) {
    answer.ttl = std::min(soa->ttl, std::get<Soa>(soa->data).minimum);  // RFC 2308 5
    answer.authority = soa->owner;
  }
  return answer;
}

}  // namespace mailauth::dns
