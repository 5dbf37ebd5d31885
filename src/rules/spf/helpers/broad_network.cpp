#include "rules/spf/helpers/broad_network.h"

namespace mailauth::rules {

bool is_broad(const text::Network& network) {
  constexpr uint8_t broad_v4 = 16, broad_v6 = 32;
  return network.prefix < (network.address.family == text::Ip::Family::v4 ? broad_v4 : broad_v6);
}

}  // namespace mailauth::rules
