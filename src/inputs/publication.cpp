#include "inputs/publication.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "inputs/reading/nameless.h"
#include "inputs/reading/worlds.h"
#include "inputs/zone/names.h"

namespace mailauth::inputs {

namespace {

// What happened last to a set of records.
struct Mention {
  const Document* in = nullptr;
  const Record* record = nullptr;  // of it
  Before before;
};

// What the files said of a set of records, beside what it has.
struct Told {
  Mention last;
  // Which of the records that are published the set has, by their data; null: it is not known.
  std::multimap<const dns::Data*, std::size_t, ByData> published;
};

// The type that the world knows; nothing: the record only makes its owner exist.
std::optional<dns::Type> type_of(const Record& record) {
  return record.unread == Unread::other_type ? std::nullopt : dns::parse_type(record.type);
}

// Cloudflare answers for it with addresses, and says nothing of where it points.
bool is_hidden(const Record& record) { return record.proxied && record.type == "CNAME"; }

const dns::Data* data_of(const Record& record) { return record.data ? &*record.data : nullptr; }

Before data_of(const Members& set) {
  std::vector<dns::Data> all;
  for (const SetMember& member : set.records) all.push_back(*member.data);
  return std::make_shared<const std::vector<dns::Data>>(std::move(all));
}

void take_out(Members& set, const dns::Data& data) {
  if (const auto at = set.records.find(data); at != set.records.end()) set.records.erase(at);
}

void put_in(Members& set, const Record& record) {
  if (!record.data) {
    set.known = false;
    return;
  }
  take_out(set, *record.data);
  set.records.insert({&*record.data, record.ttl.value_or(usual_ttl), record.place});
}

// What the set has before it matters.
bool changes(const Record& record) { return record.action == Action::replace || record.action == Action::remove; }

// The change or the resource.
std::string_view within(const Record& record) { return record.place ? record.place->within : std::string_view(); }

std::vector<const Record*> in_order(const Document& document) {
  std::vector<const Record*> records;
  records.reserve(document.records.size());
  for (const Record& record : document.records) records.push_back(&record);
  // The order of a plan is that of its addresses: what goes away makes room for what comes.
  if (document.format == Format::terraform)
    std::ranges::stable_partition(records, [](const Record* record) { return record->action == Action::remove; });
  return records;
}

class Publisher {
 public:
  Publisher(const Documents& documents, dns::Evidence& current) : documents_(documents), current_(current) {
    for (const Document& document : *documents) state_.zones.insert(document.zones.begin(), document.zones.end());
    for (const Document& document : *documents)
      nameless_.insert(nameless_.end(), document.nameless.begin(), document.nameless.end());
  }

  void publish(const Document& document) {
    document_ = &document;
    zones_of_document_ = {document.zones.begin(), document.zones.end()};
    for (const Record* record : in_order(document)) publish(SharedRecord(documents_, record));
  }

  Publication take() {
    leave_open(nameless_, state_);
    for (const Document& document : *documents_)
      for (const dns::Question& question : document.open) state_.sets[{question, ""}].known = false;
    told_.clear();
    for (const std::size_t index : superseded_) records_[index] = nullptr;
    std::erase(records_, nullptr);
    std::vector<dns::Name> zones(state_.zones.begin(), state_.zones.end());
    return {std::move(records_), std::move(zones), worlds_of(std::move(state_))};
  }

 private:
  using SharedRecord = std::shared_ptr<const Record>;

  // The NS of a zone below, and addresses of its name servers: only that zone's own file has authority over them (RFC
  // 1034 4.2.1).
  bool is_delegated(const Record& record) const {
    if (documents_->size() == 1 || zones_of_document_.empty() || record.action != Action::keep) return false;
    const dns::Name* zone = zone_above(record.owner, state_.zones);
    return zone != nullptr && !zones_of_document_.contains(*zone);
  }

  void publish(SharedRecord record) {
    if (is_delegated(*record)) return;
    if (record->lies_outside()) return records_.push_back(std::move(record));
    const std::optional<dns::Type> type = type_of(*record);
    if (!type || is_hidden(*record)) {
      if (record->action != Action::remove) state_.others.insert(record->owner);
    } else if (record->whole_set) {
      change_set(record, {{record->owner, *type}, record->set});
    } else {
      change_record(*record, {{record->owner, *type}, record->set});
    }
    records_.push_back(std::move(record));
  }

  // The set is what the file says of it, and nothing else.
  void change_set(SharedRecord& record, const SetKey& key) {
    Members& set = changes(*record) ? now(key) : state_.sets[key];
    Told& told = told_[&set];
    if (begins_set(*record, told.last)) begin_set(*record, set, told);
    told.published.emplace(data_of(*record), records_.size());
    if (record->action != Action::remove) put_in(set, *record);
    if (!record->before && told.last.before) {
      Record with_before = *record;
      with_before.before = told.last.before;
      record = std::make_shared<const Record>(std::move(with_before));
    }
  }

  bool begins_set(const Record& record, const Mention& last) const {
    if (last.in != document_ || last.record->action != record.action) return true;
    return record.action != Action::keep && within(*last.record) != within(record);
  }

  void begin_set(const Record& record, Members& set, Told& told) {
    told.last = {document_, &record, {}};
    if (changes(record) && set.known) told.last.before = data_of(set);
    for (const auto& [data, index] : told.published) supersede(index);
    told.published.clear();
    set = {};
  }

  // What is removed stays in the list: rules look at what was there.
  void supersede(std::size_t index) {
    if (records_[index]->action != Action::remove) superseded_.insert(index);
  }

  void supersede(const Told& told, const dns::Data& data) {
    const auto [begin, end] = told.published.equal_range(&data);
    for (auto at = begin; at != end; ++at) supersede(at->second);
  }

  // The rest of the set stays as it is.
  void change_record(const Record& record, const SetKey& key) {
    Members& set = now(key);
    Told& told = told_[&set];
    const bool known = set.known;
    if (record.action == Action::replace && record.before)
      for (const dns::Data& data : *record.before) {
        take_out(set, data);
        supersede(told, data);
      }
    if (record.action != Action::remove) {
      set.known = true;  // the others of the set, if there are any, are not what is looked at
      put_in(set, record);
    } else if (known && record.data) {
      take_out(set, *record.data);
      supersede(told, *record.data);
    } else {
      set.known = false;
    }
    told.published.emplace(data_of(record), records_.size());
  }

  // What the set has before it is changed.
  Members& now(const SetKey& key) {
    const auto [at, is_new] = state_.sets.try_emplace(key);
    if (is_new && !state_.is_whole(key.question.name)) at->second = today(key.question);
    return at->second;
  }

  Members today(const dns::Question& question) {
    const dns::Answer& answer = current_.ask(question);
    if (!answer.cnames.empty()) return {};  // it is the set of another name
    Members set{answer.found() || answer.absent(), {}};
    for (const dns::Record& record : answer.records) set.records.insert({&record.data, record.ttl, record.place});
    return set;
  }

  Documents documents_;
  dns::Evidence& current_;
  const Document* document_ = nullptr;  // that is being published
  std::set<dns::Name> zones_of_document_;
  std::vector<Nameless> nameless_;
  PublishedState state_;
  std::unordered_map<const Members*, Told> told_;  // by the sets of `state_`
  SharedRecords records_;
  std::set<std::size_t> superseded_;  // of `records_`: others took their place
};

bool only_lists(const Document& document) {
  return std::ranges::all_of(document.records, [](const Record& record) { return record.action == Action::keep; });
}

}  // namespace

SharedRecords share(Records records) {
  SharedRecords shared;
  for (Record& record : records) shared.push_back(std::make_shared<const Record>(std::move(record)));
  return shared;
}

Publication publish(const Documents& documents, dns::Evidence& current) {
  Publisher publisher(documents, current);
  for (const bool lists : {true, false})
    for (const Document& document : *documents)
      if (only_lists(document) == lists) publisher.publish(document);
  return publisher.take();
}

}  // namespace mailauth::inputs
