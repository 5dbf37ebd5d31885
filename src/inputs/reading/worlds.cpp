#include "inputs/reading/worlds.h"

#include <algorithm>

#include "inputs/publication.h"

namespace mailauth::inputs {

namespace {

using Variants = std::vector<const Members*>;  // answers to the same question

std::map<dns::Question, Variants> variants_of(const PublishedState& state) {
  std::map<dns::Question, Variants> questions;
  for (const auto& [key, set] : state.sets) questions[key.question].push_back(&set);
  return questions;
}

// A zone without an SOA in its file, as octoDNS and dnscontrol write it, has one all the same.
void add_apex(dns::Zone& zone, const dns::Name& apex) {
  const auto at = zone.records().find(apex);
  if (at != zone.records().end() &&
      std::ranges::any_of(at->second, [](const dns::Record& record) { return record.type == dns::Type::soa; }))
    return;
  zone.add({apex, dns::Type::soa, usual_ttl, dns::Soa{apex, apex, 1, 7200, 900, 1209600, usual_ttl}});
}

void add_whole(dns::Zone& zone, const dns::Question& question, const Members& set) {
  for (const dns::Record& record : set.records) zone.add(record);
  if (set.known) return;
  zone.add_owner(question.name);
  zone.set(question, std::nullopt);
}

dns::Zone world(const PublishedState& state, const std::map<dns::Question, Variants>& questions, std::size_t number) {
  dns::Zone zone;
  for (const auto& [question, variants] : questions) {
    const Members& set = *variants[number % variants.size()];
    if (state.is_whole(question.name))
      add_whole(zone, question, set);
    else
      zone.set(question, set.known ? std::optional(set.records) : std::nullopt);
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

std::vector<dns::Zone> worlds_of(const PublishedState& state) {
  const auto questions = variants_of(state);
  std::size_t count = 1;
  for (const auto& [question, variants] : questions) count = std::max(count, variants.size());
  std::vector<dns::Zone> worlds;
  for (std::size_t number = 0; number < std::min(count, max_variants); ++number)
    worlds.push_back(world(state, questions, number));
  return worlds;
}

}  // namespace mailauth::inputs
