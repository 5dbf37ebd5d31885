#include "inputs/reading/worlds.h"

#include <algorithm>

#include "inputs/publication.h"

namespace mailauth::inputs {

namespace {

using Variants = std::vector<Members*>;  // answers to the same question

using Questions = std::map<dns::Question, Variants>;

Questions variants_of(PublishedState& state) {
  Questions questions;
  for (auto& [key, set] : state.sets) questions[key.question].push_back(&set);
  return questions;
}

// A zone without an SOA in its file, as octoDNS and dnscontrol write it, has one all the same.
void add_apex(dns::Zone& zone, const dns::Name& apex) {
  if (!zone.records({apex, dns::Type::soa}).empty()) return;
  zone.add({apex, dns::Type::soa, usual_ttl, dns::Soa{apex, apex, 1, 7200, 900, 1209600, usual_ttl}});
}

std::vector<dns::Record> records_of(Members& set, bool is_last) {
  std::vector<dns::Record> records;
  records.reserve(set.records.size());
  if (!is_last) return {set.records.begin(), set.records.end()};
  while (!set.records.empty()) records.push_back(std::move(set.records.extract(set.records.begin()).value()));
  return records;
}

void add_whole(dns::Zone& zone, const dns::Question& question, Members& set, bool is_last) {
  for (dns::Record& record : records_of(set, is_last)) zone.add(std::move(record));
  if (set.known) return;
  zone.add_owner(question.name);
  zone.set(question, std::nullopt);
}

// What no further world has is moved to the last one: there may be a million records.
dns::Zone world(const PublishedState& state, const Questions& questions, std::size_t number, bool is_last) {
  dns::Zone zone;
  for (const auto& [question, variants] : questions) {
    Members& set = *variants[number % variants.size()];
    if (state.is_whole(question.name))
      add_whole(zone, question, set, is_last);
    else
      zone.set(question, set.known ? std::optional(records_of(set, is_last)) : std::nullopt);
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
  const Questions questions = variants_of(state);
  std::size_t count = 1;
  for (const auto& [question, variants] : questions) count = std::max(count, variants.size());
  count = std::min(count, max_variants);
  std::vector<dns::Zone> worlds;
  for (std::size_t number = 0; number < count; ++number)
    worlds.push_back(world(state, questions, number, number + 1 == count));
  return worlds;
}

}  // namespace mailauth::inputs
