#pragma once
// The questions that a BulkResolver has begun, each in a slot that stays where it is: the kernel reads packets
// from there.

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

#include "dns/answer.h"
#include "net/bulk/query.h"
#include "net/socket/udp.h"

namespace mailauth::net {

inline constexpr unsigned max_tries = 5;

enum class Stage : uint8_t {
  free,
  queued,   // for a try, over UDP or TCP
  asked,    // a try is on its way
  resting,  // after a failure, before the next try
  parked,   // for the second pass
};

struct Asked {
  struct Place {
    UdpSocket* socket = nullptr;
    uint16_t id = 0;
  };

  dns::Question question;
  BulkQuery query;
  std::array<Place, max_tries> places;  // where an answer may come in, those to earlier tries too
  uint8_t place_count = 0;
  uint8_t tries = 0;  // of this pass
  Stage stage = Stage::free;
  bool over_tcp = false;
  bool second_pass = false;
  bool probe = false;        // is a resolver back? The answer is for us alone
  uint32_t generation = 0;   // grows with every step, so that older references to it are void
  std::size_t upstream = 0;  // asked last
  std::chrono::steady_clock::time_point sent;
  std::unique_ptr<dns::Answer> failure;  // the most telling one
};

// What to do with a question later, unless it has moved on until then.
struct AskedRef {
  uint32_t slot = 0;
  uint32_t generation = 0;
};

class AskedTable {
 public:
  uint32_t add(dns::Question question, RandomBits& random);
  void remove(uint32_t slot);
  void release_places(Asked& asked);

  Asked& operator[](uint32_t slot) { return slots_[slot]; }
  // The question has taken a step: from now on only this reference is good.
  AskedRef step(uint32_t slot) { return {slot, ++slots_[slot].generation}; }
  bool is_good(AskedRef ref) const { return slots_[ref.slot].generation == ref.generation; }
  std::size_t size() const { return slots_.size() - free_.size(); }

 private:
  std::deque<Asked> slots_;
  std::vector<uint32_t> free_;
};

}  // namespace mailauth::net
