#pragma once
// Random bits from the kernel, fetched by the kilobyte, for ids that nobody can guess (RFC 5452 9.2).

#include <array>
#include <cstddef>
#include <cstdint>

namespace mailauth::net {

class RandomBits {
 public:
  uint16_t next();  // throws std::system_error when the kernel has none

 private:
  std::array<uint16_t, 512> pool_{};
  std::size_t used_ = 512;
};

}  // namespace mailauth::net
