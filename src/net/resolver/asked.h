#pragma once
// The questions that a Resolver has begun, each in a slot that stays where it is: the kernel reads packets
// from there.

#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <vector>

#include "dns/answer.h"
#include "net/resolver/query.h"
#include "net/socket/udp.h"

namespace mailauth::net {

inline constexpr unsigned max_tries = 15;        // of a question, at all servers together
inline constexpr unsigned max_connections = 12;  // on which a question is put over TCP, when others make them close

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
  Query query;
  std::array<Place, max_tries + 1> places;  // where an answer may come in, those to earlier tries too
  uint8_t place_count = 0;
  uint8_t tries = 0;        // of this pass
  uint8_t connections = 0;  // over TCP
  Stage stage = Stage::free;
  bool over_tcp = false;
  bool second_pass = false;
  bool probe = false;                            // is a resolver back? The answer is for us alone
  bool junk = false;                             // something came that was no answer
  uint32_t generation = 0;                       // grows with every step, so that older references to it are void
  uint32_t begun = 0;                            // a number of its own
  std::size_t first_upstream = 0, upstream = 0;  // asked first and last
  std::chrono::steady_clock::time_point sent;
  std::unique_ptr<dns::Answer> failure;  // the most telling one
  std::unique_ptr<dns::Answer> aliased;  // to the original question, up to the name that `question` asks for
};

// What to do with a question later, unless it has moved on until then.
struct AskedRef {
  uint32_t slot = 0;
  uint32_t generation = 0;
};

class AskedTable {
 public:
  uint32_t add(dns::Question question, RandomBits& random);
  // The same place for another question.
  void ask_instead(uint32_t slot, dns::Question question, RandomBits& random);
  void remove(uint32_t slot);
  void release_places(Asked& asked);

  Asked& operator[](uint32_t slot) { return slots_[slot]; }
  // The question has taken a step: from now on only this reference is good.
  AskedRef step(uint32_t slot) { return {slot, ++slots_[slot].generation}; }
  bool is_good(AskedRef ref) const { return slots_[ref.slot].generation == ref.generation; }
  std::size_t size() const { return slots_.size() - free_.size(); }
  std::size_t places() const { return slots_.size(); }  // free ones too

 private:
  std::deque<Asked> slots_;
  std::vector<uint32_t> free_;
  uint32_t begun_ = 0;
};

}  // namespace mailauth::net
