#pragma once
// A question as it is sent (RFC 1035 4.1), and which answers belong to it. Beside the id and the port, the case
// of the letters of the name is chosen at random: a resolver repeats it, somebody who only guesses does not.

#include <array>
#include <cstdint>
#include <string_view>

#include "dns/answer.h"
#include "net/resolver/random_bits.h"
#include "net/wire/reader.h"

namespace mailauth::net {

inline constexpr uint16_t edns_size = 1232;  // octets that we take over UDP: they pass every path whole

struct Query {
  // Header, name, type and class, and the OPT record of EDNS (RFC 6891).
  std::array<char, 12 + max_wire_name + 4 + 11> octets;
  uint16_t size = 0;
  bool has_capitals = false, has_edns = true;

  std::string_view view() const { return {octets.data(), size}; }
};

void encode(const dns::Question& question, RandomBits& random, Query& query);
// Some servers know no EDNS and answer FORMERR to it (RFC 6891 7).
void drop_edns(Query& query);
void set_id(Query& query, uint16_t id);
uint16_t id_of(std::string_view message);  // which has a header

enum class Match : uint8_t {
  none,
  bare_error,       // a header alone, with an error code: some servers send nothing more
  in_another_case,  // everything but the case of the letters
  exact,
};
// Is it an answer to this question? The id is compared by whoever found the question by it. RFC 5452 9.1.
Match match(const Query& query, std::string_view message);

}  // namespace mailauth::net
