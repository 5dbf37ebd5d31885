// Files in JSON and YAML from anywhere. The first byte says as what the rest is read: '0' is a list of Route 53 and so
// on.

#include <array>
#include <cstdint>

#include "support/input_properties.h"

namespace mailauth::documents_fuzz {

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using enum mailauth::inputs::Format;
  constexpr std::array formats = {route53, route53_changes, terraform, octodns, dnscontrol, cloudformation};
  if (size == 0) return 0;
  const auto format = formats[data[0] % formats.size()];  // '0' is a multiple of 6
  mailauth::tests::check_input({reinterpret_cast<const char*>(data) + 1, size - 1}, format, false);
  return 0;
}

}  // namespace mailauth::documents_fuzz
