#pragma once
// A hash for tables in memory: several times quicker than the standard library's for names of the DNS. It differs
// between machines and versions, so it is never written down.

#include <cstdint>
#include <cstring>
#include <string_view>

namespace mailauth::text {

inline uint64_t quick_hash(std::string_view text) {
  constexpr uint64_t factor = 0x9e3779b97f4a7c15;  // odd, with its bits well mixed
  uint64_t hash = text.size();
  const auto mix = [&hash](uint64_t word) {
    hash = (hash ^ word) * factor;
    hash ^= hash >> 32;
  };
  for (; text.size() >= sizeof(uint64_t); text.remove_prefix(sizeof(uint64_t))) {
    uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof word);
    mix(word);
  }
  uint64_t rest = 0;
  std::memcpy(&rest, text.data(), text.size());
  mix(rest);
  return hash;
}

// For unordered containers whose keys are strings, and that are asked with any text.
struct QuickHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return quick_hash(text); }
};

}  // namespace mailauth::text
