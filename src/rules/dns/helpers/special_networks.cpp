#include "rules/dns/helpers/special_networks.h"

#include "text/special_networks.h"

namespace mailauth::rules {

bool is_special_purpose(const text::Ip& address) {
  const text::SpecialNetwork* special = text::special_network(address);
  return special != nullptr && special->use != text::SpecialNetwork::Use::documentation;
}

}  // namespace mailauth::rules
