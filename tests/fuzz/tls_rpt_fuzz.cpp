#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diagnosis/tls_rpt.h"

namespace mailauth::tls_rpt_fuzz {

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const records::tls_rpt::Record record = records::tls_rpt::parse({{}, text, {}, {}});
  if (record.source.text != text) std::abort();
  for (const auto& uri : record.rua)
    if (uri.span.end > size || !uri.span.contains(uri.scheme) || (uri.well_formed && uri.host.empty())) std::abort();
  for (const auto& flaw : diagnosis::flaws_of(record))
    if (flaw.mark.end > size || flaw.mark.begin > flaw.mark.end || flaw.problem.empty()) std::abort();
  // What was meant is a record that senders use.
  const auto addresses = diagnosis::meant_addresses(record);
  if (addresses.empty()) return 0;
  std::string meant(records::tls_rpt::version);
  for (const auto& address : addresses) meant += (meant.ends_with(';') ? " rua=" : ",") + address;
  if (!diagnosis::flaws_of(records::tls_rpt::parse({{}, meant, {}, {}})).empty()) std::abort();
  return 0;
}

}  // namespace mailauth::tls_rpt_fuzz
