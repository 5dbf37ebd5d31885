#include "rules/special_networks.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace mailauth::rules {

namespace {

struct SpecialNetwork {
  std::string_view address;
  uint8_t prefix;
};

// The registries of RFC 6890 2.2.2 and 2.2.3, as far as they are not globally reachable; multicast and what is
// reserved.
constexpr std::array<SpecialNetwork, 18> networks{{{"0.0.0.0", 8},
                                                   {"10.0.0.0", 8},
                                                   {"100.64.0.0", 10},
                                                   {"127.0.0.0", 8},
                                                   {"169.254.0.0", 16},
                                                   {"172.16.0.0", 12},
                                                   {"192.0.0.0", 24},
                                                   {"192.168.0.0", 16},
                                                   {"198.18.0.0", 15},
                                                   {"224.0.0.0", 4},
                                                   {"240.0.0.0", 4},
                                                   {"::", 128},
                                                   {"::1", 128},
                                                   {"::ffff:0:0", 96},
                                                   {"100::", 64},
                                                   {"fc00::", 7},
                                                   {"fe80::", 10},
                                                   {"ff00::", 8}}};

}  // namespace

bool is_special_purpose(const text::Ip& address) {
  return std::any_of(networks.begin(), networks.end(), [&](const SpecialNetwork& each) {
    const auto base = text::parse_ip(each.address);
    return base && text::contains({*base, each.prefix}, address);
  });
}

}  // namespace mailauth::rules
