#pragma once
// Keys that are known to be bad, although nothing in them shows it: leaked, printed in a manual, made by broken
// software. A list is text, one key a line:
//
//     # printed in RFC 6376
//     dba3f0cb69f06d70e41abc6ac5812bc3d2639a24b621ba5d241202ac89cb7b9c
//     b2fd31e8a8a2e2a5d8b7b3a1ab3f1b04
//
// 64 hexadecimal digits are the SHA-256 of the SubjectPublicKeyInfo. 32 of them are an entry of the blocklist.dat of
// badkeys: 120 bits of the SHA-256 of the number that the key consists of, and the id of a list.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "records/dkim.h"

namespace mailauth::records::dkim {

class BadKeys {
 public:
  // Or one line that says what is wrong, with its number: "3: not a SHA-256 ...".
  static std::variant<BadKeys, std::string> parse(std::string_view text);

  bool contains(const PublicKey& key) const;

 private:
  using Digest = std::array<uint8_t, 32>;
  using Prefix = std::array<uint8_t, 15>;
  std::vector<Digest> keys_;     // sorted
  std::vector<Prefix> numbers_;  // sorted
};

}  // namespace mailauth::records::dkim
