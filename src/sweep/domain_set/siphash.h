#pragma once
// SipHash-2-4 (Aumasson, Bernstein 2012): a short keyed hash that others cannot steer without the key.

#include <array>
#include <cstdint>
#include <string_view>

namespace mailauth::sweep {

uint64_t siphash(const std::array<uint64_t, 2>& key, std::string_view bytes);

}  // namespace mailauth::sweep
