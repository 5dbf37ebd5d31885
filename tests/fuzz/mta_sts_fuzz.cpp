#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diagnosis/mta_sts.h"

namespace mailauth::mta_sts_fuzz {

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const records::mta_sts::Record record = records::mta_sts::parse({{}, text, {}, {}});
  if (record.source.text != text) std::abort();
  for (const auto& flaw : diagnosis::flaws_of(record))
    if (flaw.mark.end > size || flaw.mark.begin > flaw.mark.end || flaw.problem.empty()) std::abort();
  // What was meant is a record that senders use.
  const records::mta_sts::Record meant = records::mta_sts::parse({{}, diagnosis::meant_record(record), {}, {}});
  if (!diagnosis::flaws_of(meant).empty() || !records::mta_sts::is_usable(meant)) std::abort();
  return 0;
}

}  // namespace mailauth::mta_sts_fuzz
