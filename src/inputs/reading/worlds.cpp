#include "inputs/reading/worlds.h"

#include <algorithm>

#include "inputs/publication.h"
#include "records/kind.h"
#include "records/spf.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

using Sets = std::map<SetKey, Members>;

// Answers to the same question stand side by side; this is behind them.
Sets::iterator behind_variants(Sets& sets, Sets::iterator first) {
  return std::find_if(first, sets.end(), [&](const auto& set) { return set.first.question != first->first.question; });
}

// At least one.
std::size_t most_variants(Sets& sets) {
  std::size_t most = 1;
  for (auto first = sets.begin(); first != sets.end();) {
    const auto behind = behind_variants(sets, first);
    most = std::max(most, static_cast<std::size_t>(std::distance(first, behind)));
    first = behind;
  }
  return most;
}

// A zone without an SOA in its file, as octoDNS and dnscontrol write it, has one all the same.
void add_apex(dns::Zone& zone, const dns::Name& apex) {
  if (!zone.records({apex, dns::Type::soa}).empty()) return;
  zone.add({apex, dns::Type::soa, usual_ttl, dns::Soa{apex, apex, 1, 7200, 900, 1209600, usual_ttl}});
}

bool is_policy(const SetMember& member) {
  const auto* txt = std::get_if<dns::Txt>(member.data);
  if (txt == nullptr) return false;
  const std::string text = text::join(txt->strings, "");
  return records::spf::resembles_spf(text) || records::begins_with_a_version(text);
}

// Where a policy stands beside something that is only known later, a token mostly, the policy is judged: what is wrong
// with it is wrong whatever the other is.
bool can_be_judged(const Members& set) { return set.known || std::ranges::any_of(set.records, is_policy); }

std::vector<dns::Record> records_of(const dns::Question& question, const Members& set) {
  std::vector<dns::Record> records;
  records.reserve(set.records.size());
  for (const SetMember& member : set.records)
    records.push_back({question.name, question.type, member.ttl, *member.data, member.place});
  return records;
}

void add_whole(dns::Zone& zone, const dns::Question& question, const Members& set) {
  for (dns::Record& record : records_of(question, set)) zone.add(std::move(record));
  if (can_be_judged(set)) return;
  zone.add_owner(question.name);
  zone.set(question, std::nullopt);
}

void add_set(dns::Zone& zone, const dns::Question& question, const Members& set, const PublishedState& state) {
  if (state.is_whole(question.name))
    add_whole(zone, question, set);
  else
    zone.set(question, can_be_judged(set) ? std::optional(records_of(question, set)) : std::nullopt);
}

// What the last world has is taken out of the sets as it goes: there may be a million.
dns::Zone world(PublishedState& state, std::size_t number, bool is_last) {
  dns::Zone zone;
  for (auto first = state.sets.begin(); first != state.sets.end();) {
    const auto behind = behind_variants(state.sets, first);
    const auto variants = static_cast<std::size_t>(std::distance(first, behind));
    const auto chosen = std::next(first, static_cast<std::ptrdiff_t>(number % variants));
    add_set(zone, chosen->first.question, chosen->second, state);
    first = is_last ? state.sets.erase(first, behind) : behind;
  }
  for (const dns::Name& owner : state.others)
    if (state.is_whole(owner)) zone.add_owner(owner);
  for (const dns::Name& apex : state.zones) add_apex(zone, apex);
  return zone;
}

}  // namespace

bool PublishedState::is_whole(const dns::Name& name) const {
  if (zones.empty()) return false;
  for (dns::Name at = name; !at.is_root(); at = at.parent())
    if (zones.contains(at)) return true;
  return zones.contains({});
}

std::vector<dns::Zone> worlds_of(PublishedState state) {
  const std::size_t count = std::min(most_variants(state.sets), max_variants);
  std::vector<dns::Zone> worlds;
  for (std::size_t number = 0; number < count; ++number) worlds.push_back(world(state, number, number + 1 == count));
  return worlds;
}

}  // namespace mailauth::inputs
