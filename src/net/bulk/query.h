#pragma once
// A question as it is sent (RFC 1035 4.1), and which answers belong to it. Beside the id and the port, the case
// of the letters of the name is chosen at random: a resolver repeats it, somebody who only guesses does not.

#include <array>
#include <cstdint>
#include <string_view>

#include "dns/answer.h"
#include "net/bulk/random_bits.h"
#include "net/wire/reader.h"

namespace mailauth::net {

inline constexpr uint16_t edns_size = 1232;  // octets that we take over UDP: they pass every path whole

struct BulkQuery {
  // Header, name, type and class, and the OPT record of EDNS (RFC 6891).
  std::array<char, 12 + max_wire_name + 4 + 11> octets;
  uint16_t size = 0;
  bool has_capitals = false;

  std::string_view view() const { return {octets.data(), size}; }
};

void encode(const dns::Question& question, RandomBits& random, BulkQuery& query);
void set_id(BulkQuery& query, uint16_t id);
uint16_t id_of(std::string_view message);  // which has a header

enum class Match : uint8_t {
  none,
  in_another_case,  // everything but the case of the letters
  exact,
};
// Is it an answer to this question? The id is compared by whoever found the question by it. RFC 5452 9.1.
Match match(const BulkQuery& query, std::string_view message);

}  // namespace mailauth::net
