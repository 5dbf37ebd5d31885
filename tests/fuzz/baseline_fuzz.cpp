// Baselines from anywhere: what is accepted is written in one form, which reads back to the same bytes.

#include <cstdint>
#include <cstdlib>

#include "project/baseline.h"
#include "project/error.h"

namespace mailauth::baseline_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const std::string json =
        project::to_json(project::parse_baseline({reinterpret_cast<const char*>(data), size}, "f.json"));
    require(project::to_json(project::parse_baseline(json, "f.json")) == json);
  } catch (const project::Error& error) {
    require(std::string_view(error.what()).starts_with("f.json: "));
  }
  return 0;
}

}  // namespace mailauth::baseline_fuzz
