// to_markdown(): the job summary of GitHub Actions ($GITHUB_STEP_SUMMARY) takes 1 MiB of a step.

#include <fmt/format.h>

#include <algorithm>

#include "report/escape.h"
#include "report/formats.h"
#include "report/location.h"
#include "report/pen.h"
#include "report/sentence.h"
#include "report/verdict_words.h"

namespace mailauth::report {

namespace {

constexpr std::size_t most_bytes = 1'000'000;    // of 1 MiB; some room is for what else the step writes
constexpr std::size_t most_overview = 200'000;   // of these for the table of domains
constexpr std::size_t longest_cell = 600;        // characters, before they are escaped
constexpr std::size_t room_of_a_domain = 1'000;  // for what stands around its findings

std::string cell(std::string_view text) { return escape_for_markdown(one_line(text, longest_cell)); }

std::size_t count(const DomainReport& report, rules::Severity severity) {
  const auto is_one = [&](const rules::Finding& finding) {
    return finding.severity == severity && finding.certainty != rules::Certainty::indeterminate;
  };
  return rules::count_if(report.findings, is_one);
}

std::string overview_row(const DomainReport& report) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", cell(report.facts.domain().text()),
                     cell(answer(report.verdict.forgery).word), cell(answer(report.verdict.own_mail).word),
                     count(report, rules::Severity::error), count(report, rules::Severity::warning));
}

std::string place(const rules::Finding& finding, const DomainReport& report) {
  if (!finding.record || !finding.record->place) return cell(subject_of(finding));
  const Location location = location_of(finding, report);
  return fmt::format("{}, {}:{}", cell(subject_of(finding)), cell(location.file), location.line);
}

std::string finding_row(const rules::Finding& finding, const DomainReport& report) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", label_of(finding), cell(finding.rule->id), place(finding, report),
                     cell(statement_of(finding)), cell(advice_of(finding)));
}

std::string left_out(std::size_t number, std::string_view what) {
  if (number == 0) return "";
  return fmt::format("\n> left out, because the summary would be too long: {} more {}\n", number, what);
}

// So many of the rows as there is room for.
std::string fitting(const std::vector<std::string>& rows, std::size_t room, std::string_view what) {
  std::string out;
  std::size_t shown = 0;
  for (; shown < rows.size() && out.size() + rows[shown].size() <= room; ++shown) out += rows[shown];
  return out + left_out(rows.size() - shown, what);
}

std::string overview(const Domains& domains) {
  std::vector<std::string> rows;
  for (const DomainReport& report : domains) rows.push_back(overview_row(report));
  return "## mailauth\n\n| Domain | Can it be forged? | Will its own mail pass? | Errors | Warnings |\n"
         "| --- | --- | --- | ---: | ---: |\n" +
         fitting(rows, most_overview, "domains");
}

std::string details(const DomainReport& report, std::size_t room) {
  std::vector<std::string> rows;
  for (const rules::Finding& finding : report.findings) rows.push_back(finding_row(finding, report));
  const std::size_t number = rules::count_if(report.findings, [](const rules::Finding&) { return true; });
  return fmt::format("\n<details><summary>{}: {} finding{}</summary>\n\n"
                     "| Severity | Rule | Where | What | To do |\n| --- | --- | --- | --- | --- |\n{}\n</details>\n",
                     escape_for_xml(report.facts.domain().text()), number, number == 1 ? "" : "s",
                     fitting(rows, room, "findings"));
}

}  // namespace

std::string to_markdown(const Domains& domains) {
  std::string out = overview(domains);
  std::size_t without_details = 0;
  for (const DomainReport& report : domains) {
    if (report.findings.empty()) continue;
    if (out.size() + room_of_a_domain <= most_bytes)
      out += details(report, most_bytes - out.size() - room_of_a_domain);
    else
      ++without_details;
  }
  return out + left_out(without_details, "domains");
}

}  // namespace mailauth::report
