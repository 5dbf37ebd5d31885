// Lines of name, type and value, as records that know where they stand.

#include <cstdint>

#include "support/input_properties.h"

namespace mailauth::input_plain_fuzz {

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  mailauth::tests::check_input({reinterpret_cast<const char*>(data), size}, mailauth::inputs::Format::plain, true);
  return 0;
}

}  // namespace mailauth::input_plain_fuzz
