#include "sweep/domain_set.h"

#include <random>

#include "sweep/domain_set/siphash.h"

namespace mailauth::sweep {

namespace {

constexpr std::size_t first_slots = 8;

DomainSet::Key random_key() {
  std::random_device random;
  const auto word = [&] { return uint64_t{random()} << 32 | random(); };
  return {word(), word()};
}

// The table is chosen by the low 8 bits, the place in it by the others: any number of slots will do.
std::size_t table_of(uint64_t hash) { return hash & 0xff; }
std::size_t place_of(uint64_t hash, std::size_t slots) { return ((hash >> 32) * slots) >> 32; }

// Where the hash is, or the free slot where it would go.
std::size_t find(const std::vector<uint64_t>& slots, uint64_t hash) {
  std::size_t at = place_of(hash, slots.size());
  while (slots[at] != 0 && slots[at] != hash) at = at + 1 == slots.size() ? 0 : at + 1;
  return at;
}

bool is_full(std::size_t used, std::size_t slots) { return used * 10 >= slots * 7; }

}  // namespace

DomainSet::DomainSet() : DomainSet(random_key()) {}

uint64_t DomainSet::hash_of(std::string_view domain) const {
  const uint64_t hash = siphash(key_, domain);
  return hash == 0 ? 1 : hash;
}

// By a quarter: doubled tables would stand half empty, all at the same time.
void DomainSet::grow(Table& table) {
  std::vector<uint64_t> larger(first_slots + table.slots.size() + table.slots.size() / 4);
  for (const uint64_t hash : table.slots)
    if (hash != 0) larger[find(larger, hash)] = hash;
  table.slots = std::move(larger);
}

bool DomainSet::insert(std::string_view domain) {
  const uint64_t hash = hash_of(domain);
  Table& table = tables_[table_of(hash)];
  if (is_full(table.used, table.slots.size())) grow(table);
  uint64_t& slot = table.slots[find(table.slots, hash)];
  if (slot == hash) return false;
  slot = hash;
  ++table.used;
  ++size_;
  return true;
}

bool DomainSet::contains(std::string_view domain) const {
  const uint64_t hash = hash_of(domain);
  const Table& table = tables_[table_of(hash)];
  return !table.slots.empty() && table.slots[find(table.slots, hash)] == hash;
}

}  // namespace mailauth::sweep
