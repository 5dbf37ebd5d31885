// --providers from anywhere: mail services that are whole, or one line that says what is wrong.

#include <cstdint>
#include <cstdlib>

#include "facts/services/read.h"

namespace mailauth::providers_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto read = mailauth::facts::read_services({reinterpret_cast<const char*>(data), size});
  if (const auto* error = std::get_if<std::string>(&read)) {
    require(!error->empty() && error->find('\n') == std::string::npos);
    return 0;
  }
  for (const auto& service : std::get<std::vector<mailauth::facts::Service>>(read))
    require(!service.id.empty() && !service.name.empty());
  return 0;
}

}  // namespace mailauth::providers_fuzz
