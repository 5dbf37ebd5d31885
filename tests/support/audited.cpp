#include "support/audited.h"

#include <stdexcept>

#include "facts/sample.h"
#include "rules/rule.h"

namespace mailauth::tests {

audit::Audit audited(std::string_view zone, std::string_view domain) {
  auto sample = facts::parse_sample(zone, *dns::Name::parse(domain));
  if (const auto* error = std::get_if<std::string>(&sample)) throw std::invalid_argument(*error);
  auto& [request, evidence] = std::get<facts::Sample>(sample);
  return audit::audit_evidence(request, std::move(evidence));
}

const std::vector<audit::Audit>& audited_samples() {
  static const std::vector<audit::Audit> samples = [] {
    std::vector<audit::Audit> audits;
    for (const rules::Rule* rule : rules::catalog())
      if (rule->check != nullptr) audits.push_back(audited(rule->bad));
    return audits;
  }();
  return samples;
}

report::DomainReport report_of(const audit::Audit& audit) {
  return {audit.facts, audit.findings, audit.verdict, audit.evidence.cost};
}

std::string text_report(const audit::Audit& audit, const report::TextStyle& style) {
  return report::to_text({report_of(audit)}, style);
}

std::string json_report(const audit::Audit& audit) { return report::to_json({report_of(audit)}); }

}  // namespace mailauth::tests
