#include "facts/dmarc_discovery.h"

#include <algorithm>
#include <utility>

#include "records/kind.h"

namespace mailauth::facts {

namespace {

using records::dmarc::Policy;
using records::dmarc::PublicSuffix;

constexpr std::size_t labels_after_jump = 7;  // RFC 9989 4.10: names of eight labels and more

struct DmarcTexts {
  std::vector<records::dmarc::Record> records, lookalikes;
  std::vector<text::Source> unrelated;
};

DmarcTexts read_dmarc(const dns::Answer& answer) {
  DmarcTexts texts;
  for (const text::Source& source : txt_sources(answer)) {
    records::dmarc::Record record = records::dmarc::parse(source);
    if (records::dmarc::is_dmarc(record))
      texts.records.push_back(std::move(record));
    else if (records::dmarc::resembles_dmarc(record))
      texts.lookalikes.push_back(std::move(record));
    else
      texts.unrelated.push_back(source);
  }
  return texts;
}

bool is_known(const DmarcAtName& at) { return at.answer == nullptr || at.answer->found() || at.answer->absent(); }

// Enough is known of the names above the domain. Few registries have a policy, and a zone without a record has none
// because one of them could not be asked.
bool are_known(std::span<const DmarcAtName> above) {
  return std::ranges::all_of(above, [](const DmarcAtName& at) { return is_known(at) || is_registry_nobody_asked(at); });
}

// The names that a tree walk can ask, longest first.
std::vector<dns::Name> walk_names(const dns::Name& start) {
  std::vector<dns::Name> names{start};
  if (start.is_root()) return names;
  std::size_t labels = std::min(start.label_count() - 1, labels_after_jump);
  for (; labels > 0; --labels) names.push_back(start.last_labels(labels));
  return names;
}

// psd=y and psd=n end the walk.
bool ends_walk(const DmarcAtName& at) {
  const records::dmarc::Record* record = at.record();
  return record != nullptr && (record->psd == PublicSuffix::yes || record->psd == PublicSuffix::no);
}

// What the tree walk meets. All names are asked at once, because no answer makes the next question
// unnecessary often enough to wait for it; those after the end of the walk are then left out.
std::vector<DmarcAtName> walk_tree(const dns::Name& start, dns::Evidence& evidence) {
  std::vector<DmarcAtName> walk;
  bool ended = false;
  for (const dns::Name& name : walk_names(start)) {
    DmarcAtName at = dmarc_at(name, evidence);
    if (ended) continue;
    ended = ends_walk(at);
    walk.push_back(std::move(at));
  }
  return walk;
}

// RFC 9989 4.10.2.
dns::Name organizational_domain_of_walk(const std::vector<DmarcAtName>& walk) {
  const dns::Name& start = walk.front().domain;
  dns::Name found = start;
  for (const DmarcAtName& at : walk) {
    const records::dmarc::Record* record = at.record();
    if (record == nullptr) continue;
    if (record->psd == PublicSuffix::no) return at.domain;
    if (record->psd == PublicSuffix::yes && at.domain != start) return start.last_labels(at.domain.label_count() + 1);
    found = at.domain;  // the one with the fewest labels is the last
  }
  return found;
}

const DmarcAtName* find(const std::vector<DmarcAtName>& walk, const dns::Name& domain) {
  const auto at = std::ranges::find(walk, domain, &DmarcAtName::domain);
  return at == walk.end() ? nullptr : &*at;
}

const DmarcAtName* with_record(const DmarcAtName* at) {
  return at != nullptr && at->record() != nullptr ? at : nullptr;
}

// Where the names below the domain get their policy: at the organizational domain, else at the public
// suffix above it. RFC 9989 4.10.1.
const DmarcAtName* organizational_record(const std::vector<DmarcAtName>& walk, const dns::Name& organizational) {
  if (const DmarcAtName* own = with_record(find(walk, organizational))) return own;
  return with_record(find(walk, organizational.parent()));
}

void set_record_in_force(DmarcView& view, const DmarcAtName& at, const dns::Name& start) {
  view.policy_domain = at.domain;
  view.record = at.record();
  view.inherited = at.domain != start;
}

std::optional<Policy> with_test_mode(const records::dmarc::Record& record, std::optional<Policy> policy) {
  if (!policy || record.testing != true) return policy;
  return records::dmarc::one_level_lower(*policy);
}

DmarcView view_of_tree_walk(const std::vector<DmarcAtName>& walk) {
  const DmarcAtName& start = walk.front();
  DmarcView view{.organizational_domain = organizational_domain_of_walk(walk)};
  const DmarcAtName* organizational = organizational_record(walk, view.organizational_domain);
  const DmarcAtName* own = with_record(&start);
  if (const DmarcAtName* in_force = own != nullptr ? own : organizational) {
    set_record_in_force(view, *in_force, start.domain);
    const records::dmarc::Record& record = *in_force->record();
    view.domain =
        with_test_mode(record, own != nullptr ? effective_policy(record) : effective_subdomain_policy(record));
  }
  if (organizational != nullptr) {
    const records::dmarc::Record& record = *organizational->record();
    view.subdomains = with_test_mode(record, effective_subdomain_policy(record));
    view.nonexistent = with_test_mode(record, effective_nonexistent_policy(record));
  }
  view.organizational_unknown = !is_known(start) || !are_known(std::span(walk).subspan(1));
  view.unknown = !is_known(start) || (own == nullptr && view.organizational_unknown);
  return view;
}

// For receivers that do not know np=, a bad value of it does not spoil the record.
bool is_sound_for_7489(const records::dmarc::Record& record) {
  return record.p && (record.sp || record.find("sp") == nullptr);
}

std::optional<Policy> policy_7489(const records::dmarc::Record& record) {
  return is_sound_for_7489(record) ? record.p : effective_policy(record);
}

std::optional<Policy> subdomain_policy_7489(const records::dmarc::Record& record) {
  return is_sound_for_7489(record) ? record.sp.value_or(*record.p) : effective_subdomain_policy(record);
}

// RFC 7489 6.6.3: the domain's own records; only when there is none at all, those of its organizational domain.
DmarcView view_of_suffix_list(const DmarcAtName& start, const DmarcAtName& organizational) {
  DmarcView view{.organizational_domain = organizational.domain};
  const bool inherits = start.records.empty();
  const DmarcAtName& at = inherits ? organizational : start;
  if (const records::dmarc::Record* record = at.record()) {
    set_record_in_force(view, at, start.domain);
    view.domain = view.inherited ? subdomain_policy_7489(*record) : policy_7489(*record);
  }
  if (const records::dmarc::Record* record = organizational.record())
    view.subdomains = view.nonexistent = subdomain_policy_7489(*record);
  view.organizational_unknown = !is_known(organizational);
  view.unknown = !is_known(start) || (inherits && view.organizational_unknown);
  return view;
}

}  // namespace

bool is_registry_nobody_asked(const DmarcAtName& at) {
  return at.answer != nullptr && at.answer->outcome == dns::Outcome::not_asked && is_public_suffix(at.domain);
}

DmarcAtName dmarc_at(const dns::Name& domain, dns::Evidence& evidence) {
  DmarcAtName at{.domain = domain};
  const auto owner = domain.child(records::labels_of(records::RecordKind::dmarc));
  if (!owner) return at;
  at.owner = *owner;
  at.answer = &evidence.ask(*owner, dns::Type::txt);
  if (!at.answer->found()) return at;
  const DmarcTexts& texts = at.answer->worked_out.once(read_dmarc, *at.answer);
  at.records = texts.records;
  at.lookalikes = texts.lookalikes;
  at.unrelated = texts.unrelated;
  return at;
}

Discovery discover_dmarc(const dns::Name& domain, const dns::Name& organizational, dns::Evidence& evidence) {
  Discovery discovery{.walk = walk_tree(domain, evidence)};
  discovery.tree_walk = view_of_tree_walk(discovery.walk);
  if (find(discovery.walk, organizational) == nullptr) discovery.walk.push_back(dmarc_at(organizational, evidence));
  discovery.suffix_list = view_of_suffix_list(discovery.walk.front(), *find(discovery.walk, organizational));
  return discovery;
}

dns::Name organizational_domain_by_tree_walk(const dns::Name& name, dns::Evidence& evidence) {
  return organizational_domain_of_walk(walk_tree(name, evidence));
}

}  // namespace mailauth::facts
