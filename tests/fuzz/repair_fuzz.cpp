// A repaired record is one that receivers keep, and there is nothing left to repair in it.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "repair/repair.h"

namespace mailauth::repair_fuzz {

namespace {

using mailauth::repair::Repaired;
using mailauth::text::Source;

namespace dkim = mailauth::records::dkim;
namespace dmarc = mailauth::records::dmarc;
namespace repair = mailauth::repair;
namespace spf = mailauth::records::spf;

void expect(bool holds, const char* promise, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s: %.*s\n", promise, static_cast<int>(text.size()), text.data());
  std::abort();
}

Source source(std::string_view text) { return {"example.com TXT", std::string(text), {}, {}}; }

void check_dmarc(std::string_view text) {
  const auto repaired = repair::repair_dmarc(dmarc::parse(source(text)));
  if (!repaired) return;
  const dmarc::Record record = dmarc::parse(source(repaired->text));
  expect(dmarc::is_dmarc(record) && record.p && record.swallowed.empty(), "receivers keep it", repaired->text);
  expect(!repair::repair_dmarc(record), "nothing is left to repair", repaired->text);
}

void check_spf(std::string_view text) {
  const auto repaired = repair::repair_spf(spf::parse(source(text)));
  if (!repaired) return;
  const spf::Record record = spf::parse(source(repaired->text));
  expect(spf::is_spf(repaired->text) && spf::is_valid(record), "receivers keep it", repaired->text);
  expect(!repair::repair_spf(record), "nothing is left to repair", repaired->text);
}

void check_dkim(std::string_view text) {
  const auto repaired = repair::repair_dkim(dkim::parse(source(text)));
  if (!repaired) return;
  const dkim::Record record = dkim::parse(source(repaired->text));
  expect(record.p && (record.revoked() || record.key.algorithm != dkim::Algorithm::unknown), "it holds a key",
         repaired->text);
  expect(!repair::repair_dkim(record), "nothing is left to repair", repaired->text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_dmarc(text);
  check_spf(text);
  check_dkim(text);
  return 0;
}

}  // namespace mailauth::repair_fuzz
