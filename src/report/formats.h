#pragma once
// Reports for programs: code scanning, test results, annotations, spreadsheets. What the DNS says is chosen by others,
// and no byte of it gets out of the place where it is shown.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inputs/tally.h"
#include "report/report.h"

namespace mailauth::report {

using Domains = std::vector<DomainReport>;
using Write = std::function<void(std::string_view)>;

// A report that is written domain by domain. Of a domain it keeps nothing, or little: there may be 100,000.
struct ReportWriter {
  std::function<void(const DomainReport&)> add;
  // Behind the last domain. Of records in files: what nobody could judge; null when no files were read.
  std::function<void(const inputs::Tally* files)> end;
};

// Text that is put aside because something comes first that is only known at the end.
struct Aside {
  Write put;
  std::function<void(const Write&)> pour;  // all of it, in order
};
Aside in_memory();

ReportWriter text_report(Write write, const TextStyle& style);

// docs/report.schema.json describes it.
ReportWriter json_report(Write write);

// A line for each domain as to_json_object() writes it, and a last one that counts: without it the file was cut off.
ReportWriter ndjson_report(Write write);

// A line of a file, without its end; nothing when it cannot be read. The text lives until the next call.
using LineOf = std::function<std::optional<std::string_view>(const std::string& file, uint32_t line)>;

// SARIF 2.1.0 as GitHub code scanning wants it. Of more than 25,000 findings the worst; these are kept until the end.
// Its columns count characters, which the lines say; without them all is taken for ASCII.
ReportWriter sarif_report(Write write, LineOf line_of = {});

// One test case for each rule and domain. Findings from `fail_on` on are failures, and what the DNS left open is an
// error.
ReportWriter junit_report(Write write, rules::Severity fail_on, Aside aside = in_memory());

// Annotations in GitHub Actions. Of each kind it shows ten; then one more says how many are left.
ReportWriter github_report(Write write);

// Code Quality of GitLab.
ReportWriter gitlab_report(Write write);

// GitHub's job summary, or a note in a merge request. Of more than 1 MiB the beginning.
ReportWriter markdown_report(Write write);

// RFC 4180: a header and a row for each finding.
ReportWriter csv_report(Write write);

// The same of domains that are all there.
std::string to_ndjson(const Domains& domains);
std::string to_sarif(const Domains& domains);
std::string to_junit(const Domains& domains, rules::Severity fail_on);
std::string to_github(const Domains& domains);
std::string to_gitlab(const Domains& domains);
std::string to_markdown(const Domains& domains);
std::string to_csv(const Domains& domains);

}  // namespace mailauth::report
