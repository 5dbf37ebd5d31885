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

const std::vector<audit::Audit>&
audited_samples();  // the bad sample of each rule, in the order of the catalog; judged once

report::DomainReport report_of(const audit::Audit& audit);  // refers to the audit
std::string text_report(const audit::Audit& audit, const report::TextStyle& style = {});
std::string json_report(const audit::Audit& audit);

}  // namespace mailauth::tests
