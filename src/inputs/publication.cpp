#include "inputs/publication.h"

#include <algorithm>
#include <map>
#include <set>

#include "inputs/reading/nameless.h"
#include "inputs/reading/worlds.h"

namespace mailauth::inputs {

namespace {

// What happened last in a file to a set of records.
struct Mention {
  Action action = Action::keep;
  std::string within;  // the change or the resource
  std::optional<std::vector<dns::Data>> before;
};

// The type that the world knows; nothing: the record only makes its owner exist.
std::optional<dns::Type> type_of(const Record& record) {
  return record.unread == Unread::other_type ? std::nullopt : dns::parse_type(record.type);
}

// Cloudflare answers for it with addresses, and says nothing of where it points.
bool is_hidden(const Record& record) { return record.proxied && record.type == "CNAME"; }

std::vector<dns::Data> data_of(const Members& set) {
  std::vector<dns::Data> all;
  for (const dns::Record& record : set.records) all.push_back(record.data);
  return all;
}

void take_out(Members& set, const dns::Data& data) {
  std::erase_if(set.records, [&](const dns::Record& record) { return record.data == data; });
}

void put_in(Members& set, const Record& record, dns::Type type) {
  if (!record.data) {
    set.known = false;
    return;
  }
  take_out(set, *record.data);
  set.records.push_back({record.owner, type, record.ttl.value_or(usual_ttl), *record.data, record.place});
}

std::vector<const Record*> in_order(const Document& document) {
  std::vector<const Record*> records;
  for (const Record& record : document.records) records.push_back(&record);
  // The order of a plan is that of its addresses: what goes away makes room for what comes.
  if (document.format == Format::terraform)
    std::ranges::stable_partition(records, [](const Record* record) { return record->action == Action::remove; });
  return records;
}

class Publisher {
 public:
  Publisher(const std::vector<Document>& documents, dns::Evidence& current) : current_(current) {
    for (const Document& document : documents) state_.zones.insert(document.zones.begin(), document.zones.end());
    for (const Document& document : documents)
      nameless_.insert(nameless_.end(), document.nameless.begin(), document.nameless.end());
  }

  void publish(const Document& document) {
    mentions_.clear();
    for (const Record* record : in_order(document)) publish(*record);
  }

  Publication take() {
    for (const Nameless& set : nameless_) leave_open(set, state_);
    Records records;
    for (std::size_t i = 0; i < records_.size(); ++i)
      if (!superseded_.contains(i)) records.push_back(std::move(records_[i]));
    return {std::move(records), {state_.zones.begin(), state_.zones.end()}, worlds_of(state_)};
  }

 private:
  void publish(Record record) {
    const std::optional<dns::Type> type = type_of(record);
    if (!type || is_hidden(record)) {
      if (record.action != Action::remove) state_.others.insert(record.owner);
    } else if (record.whole_set) {
      change_set(record, {{record.owner, *type}, record.set});
    } else {
      change_record(record, {{record.owner, *type}, record.set});
    }
    records_.push_back(std::move(record));
  }

  // The set is what the file says of it, and nothing else.
  void change_set(Record& record, const SetKey& key) {
    if (begins_set(record, key)) begin_set(record, key);
    if (!record.before) record.before = mentions_.at(key).before;
    published_[key].push_back(records_.size());
    if (record.action != Action::remove) put_in(state_.sets[key], record, key.question.type);
  }

  bool begins_set(const Record& record, const SetKey& key) const {
    const auto last = mentions_.find(key);
    if (last == mentions_.end() || last->second.action != record.action) return true;
    return record.action != Action::keep && last->second.within != within(record);
  }

  void begin_set(const Record& record, const SetKey& key) {
    Mention mention{record.action, within(record), {}};
    if (record.action == Action::replace || record.action == Action::remove)
      if (const Members before = now(key); before.known) mention.before = data_of(before);
    mentions_.insert_or_assign(key, std::move(mention));
    for (const std::size_t index : published_[key]) supersede(index);
    published_[key].clear();
    state_.sets.insert_or_assign(key, Members{});
  }

  // What is removed stays in the list: rules look at what was there.
  void supersede(std::size_t index) {
    if (records_[index].action != Action::remove) superseded_.insert(index);
  }

  void supersede(const SetKey& key, const dns::Data& data) {
    for (const std::size_t index : published_[key])
      if (records_[index].data == data) supersede(index);
  }

  // The rest of the set stays as it is.
  void change_record(Record& record, const SetKey& key) {
    Members set = now(key);
    const bool known = set.known;
    if (record.action == Action::replace && record.before)
      for (const dns::Data& data : *record.before) {
        take_out(set, data);
        supersede(key, data);
      }
    if (record.action != Action::remove) {
      set.known = true;  // the others of the set, if there are any, are not what is looked at
      put_in(set, record, key.question.type);
    } else if (known && record.data) {
      take_out(set, *record.data);
      supersede(key, *record.data);
    } else {
      set.known = false;
    }
    state_.sets.insert_or_assign(key, std::move(set));
    published_[key].push_back(records_.size());
  }

  Members now(const SetKey& key) {
    if (const auto at = state_.sets.find(key); at != state_.sets.end()) return at->second;
    if (state_.is_whole(key.question.name)) return {};
    const dns::Answer& answer = current_.ask(key.question);
    if (!answer.cnames.empty()) return {};  // it is the set of another name
    return {answer.found() || answer.absent(), answer.records};
  }

  static std::string within(const Record& record) { return record.place ? record.place->within : ""; }

  dns::Evidence& current_;
  std::vector<Nameless> nameless_;
  PublishedState state_;
  std::map<SetKey, Mention> mentions_;  // in the file that is being published
  Records records_;
  std::map<SetKey, std::vector<std::size_t>> published_;  // which of `records_` the set has
  std::set<std::size_t> superseded_;                      // of `records_`: others took their place
};

bool only_lists(const Document& document) {
  return std::ranges::all_of(document.records, [](const Record& record) { return record.action == Action::keep; });
}

}  // namespace

Publication publish(const std::vector<Document>& documents, dns::Evidence& current) {
  Publisher publisher(documents, current);
  for (const bool lists : {true, false})
    for (const Document& document : documents)
      if (only_lists(document) == lists) publisher.publish(document);
  return publisher.take();
}

}  // namespace mailauth::inputs
