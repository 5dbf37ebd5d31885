#include "net/bulk/asked.h"

#include <utility>

namespace mailauth::net {

uint32_t AskedTable::add(dns::Question question, RandomBits& random) {
  if (free_.empty()) {
    slots_.emplace_back();
    free_.push_back(static_cast<uint32_t>(slots_.size() - 1));
  }
  const uint32_t slot = free_.back();
  free_.pop_back();
  Asked& asked = slots_[slot];
  asked.question = std::move(question);
  asked.stage = Stage::queued;
  asked.tries = 0;
  asked.over_tcp = asked.second_pass = asked.probe = false;
  encode(asked.question, random, asked.query);
  return slot;
}

void AskedTable::remove(uint32_t slot) {
  Asked& asked = slots_[slot];
  release_places(asked);
  asked.stage = Stage::free;
  asked.failure.reset();
  ++asked.generation;
  free_.push_back(slot);
}

void AskedTable::release_places(Asked& asked) {
  for (uint8_t i = 0; i < asked.place_count; ++i) asked.places[i].socket->release_id(asked.places[i].id);
  asked.place_count = 0;
}

}  // namespace mailauth::net
