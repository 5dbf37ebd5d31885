// --bad-keys from anywhere: a list, or one line that says what is wrong with which line.

#include <cstdint>
#include <cstdlib>

#include "records/bad_keys.h"
#include "text/ascii.h"

namespace mailauth::bad_keys_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto read = mailauth::records::dkim::BadKeys::parse({reinterpret_cast<const char*>(data), size});
  if (const auto* error = std::get_if<std::string>(&read))
    require(!error->empty() && mailauth::text::is_digit(error->front()) && error->find('\n') == std::string::npos);
  return 0;
}

}  // namespace mailauth::bad_keys_fuzz
