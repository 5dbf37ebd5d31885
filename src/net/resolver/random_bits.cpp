#include "net/resolver/random_bits.h"

#include <sys/random.h>

#include <cerrno>
#include <system_error>

namespace mailauth::net {

uint16_t RandomBits::next() {
  if (used_ == pool_.size()) {
    // The kernel gives up to 256 octets at once, whatever signals come; more may be cut short.
    constexpr std::size_t part = 256;
    auto* octets = reinterpret_cast<char*>(pool_.data());
    for (std::size_t at = 0; at < sizeof pool_; at += part) {
      if (getrandom(octets + at, part, 0) != static_cast<ssize_t>(part)) {
        throw std::system_error(errno, std::generic_category(), "no random numbers");
      }
    }
    used_ = 0;
  }
  return pool_[used_++];
}

}  // namespace mailauth::net
