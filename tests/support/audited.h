#pragma once
// A small world audited from end to end, without a network.

#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "report/report.h"

namespace mailauth::tests {

// `zone` as in rules/rule.h, audited for `domain`. Fails the test when it is no zone.
audit::Audit audited(std::string_view zone, std::string_view domain = "example.com");

// The rules about domains, in the order of the catalog, and the bad sample of each; judged once.
const std::vector<const rules::Rule*>& rules_about_domains();
const std::vector<audit::Audit>& audited_samples();
// The bad and the good sample of each rule about messages.
const std::vector<audit::Audit>& audited_messages();

report::DomainReport report_of(const audit::Audit& audit);  // refers to the audit
std::string text_report(const audit::Audit& audit, const report::TextStyle& style = {});
std::string json_report(const audit::Audit& audit);

}  // namespace mailauth::tests
