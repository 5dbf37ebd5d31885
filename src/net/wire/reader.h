#pragma once
// Reads a DNS message octet by octet (RFC 1035 4). What is not there reads as zero and marks the message as
// broken; every loop is bounded by the length of the message or by a named constant.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "dns/name.h"

namespace mailauth::net {

inline constexpr std::size_t max_wire_name = 255;  // octets, RFC 1035 2.3.4
inline constexpr unsigned max_pointers = 127;      // followed for one name: it has no more labels

// A name without compression: labels with their lengths, and the zero octet of the root.
struct WireName {
  std::array<char, max_wire_name> octets;
  std::size_t size = 0;
  bool too_long = false;  // then nothing else is known of it

  std::string_view view() const { return {octets.data(), size}; }
};

// Nothing when it is too long.
std::optional<dns::Name> to_name(const WireName& name);

class WireReader {
 public:
  WireReader(std::string_view message, std::size_t at) : message_(message), at_(at) {}

  uint16_t u16() {
    const std::string_view octets = take(2);
    if (octets.empty()) return 0;
    return static_cast<uint16_t>(static_cast<unsigned char>(octets[0]) << 8 | static_cast<unsigned char>(octets[1]));
  }
  uint32_t u32() {
    const uint32_t high = u16();
    return high << 16 | u16();
  }
  std::string_view take(std::size_t count) {
    const std::size_t left = at_ < message_.size() ? message_.size() - at_ : 0;
    broken_ = broken_ || count > left;
    if (count > left) return {};
    const std::string_view taken = message_.substr(at_, count);
    at_ += count;
    return taken;
  }
  void name(WireName& name);  // follows pointers, only backwards
  void skip_name();           // what a pointer points at is not looked at

  std::size_t at() const { return at_; }
  bool broken() const { return broken_; }
  void break_off() { broken_ = true; }

 private:
  unsigned first_octet(std::size_t at);
  std::string_view message_;
  std::size_t at_;
  bool broken_ = false;
};

}  // namespace mailauth::net
