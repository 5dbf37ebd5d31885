// A text as the only TXT at a place where a policy can stand, audited with repairs and reported: of one rule at one
// name the findings are bounded.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "support/audited.h"
#include "support/judged.h"
#include "support/one_record.h"

namespace mailauth::record_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view owner, std::string_view text) {
  const audit::Audit audit = tests::audited_record(owner, text);
  require(test::most_alike(audit.findings) <= rules::max_findings_alike);
  for (const rules::Finding& finding : audit.findings) {
    require(finding.marks.size() <= rules::max_marks);
    for (const rules::Mark& mark : finding.marks) require(finding.record->whole().contains(mark.span));
  }
  require(!tests::text_report(audit).empty() && !tests::json_report(audit).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(tests::places_of_records[size % tests::places_of_records.size()], text);
  return 0;
}

}  // namespace mailauth::record_fuzz
