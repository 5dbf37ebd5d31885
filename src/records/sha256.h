#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace mailauth::records {

std::array<uint8_t, 32> sha256(std::span<const uint8_t> bytes);

}  // namespace mailauth::records
