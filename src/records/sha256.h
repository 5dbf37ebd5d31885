#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace mailauth::records {

std::array<uint8_t, 32> sha256(std::span<const uint8_t> bytes);
std::string hexadecimal(std::span<const uint8_t> bytes);  // lower case

}  // namespace mailauth::records
