#include <cstddef>
#include <cstdint>
#include <string_view>

#include "support/record_properties.h"

namespace mailauth::dkim_fuzz {

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  using namespace mailauth::tests;
  abort_when_broken(broken_dkim_property({reinterpret_cast<const char*>(data), size}));
  return 0;
}

}  // namespace mailauth::dkim_fuzz
