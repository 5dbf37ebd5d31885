// Recorded evidence from anywhere: what is accepted is written in one form, which reads back to the same bytes.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "dns/snapshot.h"

namespace mailauth::snapshot_fuzz {

namespace {

using namespace mailauth::dns;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = parse_snapshot(text);
  if (const auto* error = std::get_if<std::string>(&parsed)) {
    require(!error->empty() && error->find('\n') == std::string::npos);
    return 0;
  }
  const std::string json = to_json(std::get<Snapshot>(parsed));
  const auto again = parse_snapshot(json);
  require(std::holds_alternative<Snapshot>(again));
  require(to_json(std::get<Snapshot>(again)) == json);
  return 0;
}

}  // namespace mailauth::snapshot_fuzz
