#include "report/sentence.h"

#include <fmt/format.h>

#include "report/escape.h"

namespace mailauth::report {

std::string subject_of(const rules::Finding& finding) {
  return one_line(finding.record ? finding.record->where : dns::to_string(dns::Question{finding.name, finding.type}));
}

std::string statement_of(const rules::Finding& finding) { return one_line(finding.message) + more_like(finding); }

std::string more_like(const rules::Finding& finding) {
  return finding.more == 0 ? "" : fmt::format(" (and {} more like this)", finding.more);
}

std::string consequence_of(const rules::Finding& finding) {
  return one_line(finding.consequence.empty() ? finding.rule->why : std::string_view(finding.consequence));
}

std::string advice_of(const rules::Finding& finding) {
  if (finding.edit) return one_line(fmt::format("write {}", finding.edit->text));
  if (!finding.fix) return finding.marks.empty() ? "" : one_line(finding.marks.front().message);
  const std::string where = fmt::format("{} {}", finding.fix->owner.text(), dns::to_string(finding.fix->type));
  switch (finding.fix->action) {
    case rules::Fix::Action::publish:
      return fmt::format("publish at {}: {}", where, dns::to_zone_text(finding.fix->data));
    case rules::Fix::Action::remove: return fmt::format("remove {}", where);
  }
  return {};
}

unsigned rank(const rules::Finding& finding) {
  if (finding.certainty == rules::Certainty::indeterminate) return 0;
  return static_cast<unsigned>(finding.severity) + 1;
}

}  // namespace mailauth::report
