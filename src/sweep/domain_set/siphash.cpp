#include "sweep/domain_set/siphash.h"

#include <algorithm>
#include <bit>

namespace mailauth::sweep {

namespace {

using State = std::array<uint64_t, 4>;

void round(State& v) {
  v[0] += v[1];
  v[2] += v[3];
  v[1] = std::rotl(v[1], 13) ^ v[0];
  v[3] = std::rotl(v[3], 16) ^ v[2];
  v[0] = std::rotl(v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = std::rotl(v[1], 17) ^ v[2];
  v[3] = std::rotl(v[3], 21) ^ v[0];
  v[2] = std::rotl(v[2], 32);
}

void absorb(State& v, uint64_t word) {
  v[3] ^= word;
  round(v);
  round(v);
  v[0] ^= word;
}

// At most 8 bytes, the first one lowest.
uint64_t little_endian(std::string_view bytes) {
  uint64_t word = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at)
    word |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[at])) << (8 * at);
  return word;
}

}  // namespace

uint64_t siphash(const std::array<uint64_t, 2>& key, std::string_view bytes) {
  State v{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d, key[0] ^ 0x6c7967656e657261,
          key[1] ^ 0x7465646279746573};
  const uint64_t length = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) absorb(v, little_endian(bytes.substr(0, 8)));
  absorb(v, little_endian(bytes) | length << 56);
  v[2] ^= 0xff;
  for (int i = 0; i < 4; ++i) round(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

}  // namespace mailauth::sweep
