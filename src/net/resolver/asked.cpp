#include "net/resolver/asked.h"

#include <utility>

namespace mailauth::net {

uint32_t AskedTable::add(dns::Question question, RandomBits& random) {
  if (free_.empty()) {
    slots_.emplace_back();
    free_.push_back(static_cast<uint32_t>(slots_.size() - 1));
  }
  const uint32_t slot = free_.back();
  free_.pop_back();
  slots_[slot].begun = ++begun_;
  slots_[slot].second_pass = slots_[slot].probe = false;
  ask_instead(slot, std::move(question), random);
  return slot;
}

void AskedTable::ask_instead(uint32_t slot, dns::Question question, RandomBits& random) {
  Asked& asked = slots_[slot];
  release_places(asked);
  asked.question = std::move(question);
  asked.stage = Stage::queued;
  asked.tries = asked.connections = 0;
  asked.over_tcp = asked.junk = false;
  encode(asked.question, random, asked.query);
}

void AskedTable::remove(uint32_t slot) {
  Asked& asked = slots_[slot];
  release_places(asked);
  asked.stage = Stage::free;
  asked.failure.reset();
  asked.aliased.reset();
  ++asked.generation;
  free_.push_back(slot);
}

void AskedTable::release_places(Asked& asked) {
  for (uint8_t i = 0; i < asked.place_count; ++i) asked.places[i].socket->release_id(asked.places[i].id);
  asked.place_count = 0;
}

}  // namespace mailauth::net
