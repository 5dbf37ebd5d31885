#include "support/audited.h"

#include <stdexcept>

#include "audit/message.h"
#include "facts/sample.h"
#include "rules/rule.h"
#include "support/message_signer.h"

namespace mailauth::tests {

audit::Audit audited(std::string_view zone, std::string_view domain) {
  auto sample = facts::parse_sample(zone, *dns::Name::parse(domain));
  if (const auto* error = std::get_if<std::string>(&sample)) throw std::invalid_argument(*error);
  auto& [request, evidence] = std::get<facts::Sample>(sample);
  return audit::audit_evidence(request, std::move(evidence));
}

const std::vector<const rules::Rule*>& rules_about_domains() {
  static const std::vector<const rules::Rule*> all = [] {
    std::vector<const rules::Rule*> found;
    for (const rules::Rule* rule : rules::catalog())
      if (rule->check != nullptr) found.push_back(rule);
    return found;
  }();
  return all;
}

const std::vector<audit::Audit>& audited_samples() {
  static const std::vector<audit::Audit> samples = [] {
    std::vector<audit::Audit> audits;
    for (const rules::Rule* rule : rules_about_domains()) audits.push_back(audited(rule->bad));
    return audits;
  }();
  return samples;
}

namespace {

audit::Audit audited_message(std::string_view zone, std::string_view text) {
  auto sample = facts::parse_sample(test::with_keys(zone), *dns::Name::parse("example.com"));
  if (const auto* error = std::get_if<std::string>(&sample)) throw std::invalid_argument(*error);
  auto& [request, evidence] = std::get<facts::Sample>(sample);
  facts::MessageRequest about;
  about.message = std::make_shared<const messages::Message>(messages::parse(test::signed_message(text), "mail.eml"));
  about.profiles = request.profiles;
  about.today = 1796124000;  // 2026-12-01
  return audit::audit_message(facts::read_message(std::move(about)), std::move(evidence));
}

}  // namespace

const std::vector<audit::Audit>& audited_messages() {
  static const std::vector<audit::Audit> samples = [] {
    std::vector<audit::Audit> audits;
    for (const rules::Rule* rule : rules::catalog()) {
      if (rule->check_message == nullptr) continue;
      audits.push_back(audited_message(rule->bad, rule->bad_message));
      audits.push_back(audited_message(rule->good, rule->good_message));
    }
    return audits;
  }();
  return samples;
}

report::DomainReport report_of(const audit::Audit& audit) {
  report::DomainReport report{audit.facts, audit.findings, audit.verdict, audit.evidence.cost};
  if (audit.message) report.message = &*audit.message;
  return report;
}

std::string text_report(const audit::Audit& audit, const report::TextStyle& style) {
  return report::to_text({report_of(audit)}, style);
}

std::string json_report(const audit::Audit& audit) { return report::to_json({report_of(audit)}); }

}  // namespace mailauth::tests
