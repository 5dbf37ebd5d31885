#include "support/audited.h"

#include <stdexcept>

#include "mailauth/facts/sample.h"

namespace mailauth::tests {

namespace {

std::vector<report::DomainReport> reports(const audit::Audit& audit) {
  return {{audit.facts, audit.findings, audit.verdict, audit.evidence.cost}};
}

}  // namespace

audit::Audit audited(std::string_view zone, std::string_view domain) {
  auto sample = facts::parse_sample(zone, *dns::Name::parse(domain));
  if (const auto* error = std::get_if<std::string>(&sample)) throw std::invalid_argument(*error);
  auto& [request, evidence] = std::get<facts::Sample>(sample);
  return audit::audit_evidence(request, std::move(evidence));
}

std::string text_report(const audit::Audit& audit, const report::TextStyle& style) {
  return report::to_text(reports(audit), style);
}

std::string json_report(const audit::Audit& audit) { return report::to_json(reports(audit)); }

}  // namespace mailauth::tests
