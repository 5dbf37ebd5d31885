#pragma once
// One record as text, judged without the DNS: `mailauth lint --record KIND TEXT`.

#include <string>
#include <string_view>
#include <vector>

#include "records/kind.h"
#include "rules/rule.h"

namespace mailauth::audit {

enum class LintVerdict : uint8_t {
  valid,
  warning,  // receivers use it, but something is wrong with it
  invalid,  // receivers ignore it or answer permerror
};
std::string_view to_string(LintVerdict verdict);

struct Lint {
  LintVerdict verdict = LintVerdict::valid;
  std::vector<rules::Finding> findings;  // those that the text alone gives
  unsigned repairs_untried = 0;          // of so many findings, because the record is too long
};

// `name` is the owner, such as _dmarc.example.com; when empty the usual place below example.com is taken.
// `strings` are those of the one TXT record.
Lint lint_record(records::RecordKind kind, std::string_view name, const std::vector<std::string>& strings);

}  // namespace mailauth::audit
