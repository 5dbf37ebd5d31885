#include "rules/record_flaws.h"

#include <algorithm>

namespace mailauth::rules {

namespace {

constexpr std::size_t marked_flaws = 20;  // of one record, whoever wrote it
constexpr std::size_t noted_flaws = 5;

}  // namespace

Finding* report_flaws(const Source& record, const std::vector<diagnosis::RecordFlaw>& flaws, Findings& findings) {
  if (flaws.empty()) return nullptr;
  Finding& finding = findings.add(record, flaws.front().mark, flaws.front().advice).says(flaws.front().problem);
  for (std::size_t at = 1; at < std::min(flaws.size(), marked_flaws); ++at) {
    finding.mark(flaws[at].mark, flaws[at].advice);
    if (at <= noted_flaws) finding.note(flaws[at].problem);
  }
  return &finding;
}

}  // namespace mailauth::rules
