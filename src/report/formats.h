#pragma once
// Reports for programs: code scanning, test results, annotations, spreadsheets. What the DNS says is chosen by others,
// and no byte of it gets out of the place where it is shown.

#include <string>
#include <vector>

#include "report/report.h"

namespace mailauth::report {

using Domains = std::vector<DomainReport>;

// A line for each domain as to_json_object() writes it, and a last one that counts: without it the file was cut off.
std::string to_ndjson(const Domains& domains);

// SARIF 2.1.0 as GitHub code scanning wants it. Of more than 25,000 findings the worst.
std::string to_sarif(const Domains& domains);

// One test case for each rule and domain. Findings from `fail_on` on are failures, and what the DNS left open is an
// error.
std::string to_junit(const Domains& domains, rules::Severity fail_on);

// Annotations in GitHub Actions. Of each kind it shows ten; then one more says how many are left.
std::string to_github(const Domains& domains);

// Code Quality of GitLab.
std::string to_gitlab(const Domains& domains);

// GitHub's job summary, or a note in a merge request. Of more than 1 MiB the beginning.
std::string to_markdown(const Domains& domains);

// RFC 4180: a header and a row for each finding.
std::string to_csv(const Domains& domains);

}  // namespace mailauth::report
