// markdown_report(): the job summary of GitHub Actions ($GITHUB_STEP_SUMMARY) takes 1 MiB of a step.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>

#include "report/escape.h"
#include "report/formats.h"
#include "report/gaps.h"
#include "report/location.h"
#include "report/pen.h"
#include "report/sentence.h"
#include "report/verdict_words.h"

namespace mailauth::report {

namespace {

constexpr std::size_t most_bytes = 980'000;      // of 1 MiB; some room is for the gaps and what else the step writes
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

// Of a message the questions about domains are not asked.
std::string message_row(const DomainReport& report) {
  const facts::MessageFacts& message = *report.message;
  return fmt::format("| {} | - | DMARC: {} | {} | {} |\n", cell(message.message().file), to_string(message.rfc9989),
                     count(report, rules::Severity::error), count(report, rules::Severity::warning));
}

std::string overview_row(const DomainReport& report) {
  if (report.message != nullptr) return message_row(report);
  return fmt::format("| {} | {} | {} | {} | {} |\n", cell(report.facts.domain().text()),
                     cell(answer(report.verdict.forgery).word),
                     cell(answer(report.verdict.own_mail, rules::senders(report.facts)).word),
                     count(report, rules::Severity::error), count(report, rules::Severity::warning));
}

std::string place(const rules::Finding& finding, const DomainReport& report) {
  if (!finding.record || !finding.record->place) return cell(subject_of(finding));
  return fmt::format("{}, {}", cell(subject_of(finding)), cell(report::to_string(location_of(finding, report))));
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

std::string details(const DomainReport& report, std::size_t room) {
  std::vector<std::string> rows;
  for (const rules::Finding& finding : report.findings) rows.push_back(finding_row(finding, report));
  const std::size_t number = rules::count_if(report.findings, [](const rules::Finding&) { return true; });
  return fmt::format("\n<details><summary>{}: {} finding{}</summary>\n\n"
                     "| Severity | Rule | Where | What | To do |\n| --- | --- | --- | --- | --- |\n{}\n</details>\n",
                     escape_for_xml(report.facts.domain().text()), number, number == 1 ? "" : "s",
                     fitting(rows, room, "findings"));
}

// The overview comes first, and the details are written for the room that a full one leaves.
struct Summary {
  std::string overview, details;
  std::size_t domains_left_out = 0, details_left_out = 0;
};

void take_overview(const DomainReport& report, Summary& summary) {
  const std::string row = overview_row(report);
  const bool fits = summary.domains_left_out == 0 && summary.overview.size() + row.size() <= most_overview;
  if (fits)
    summary.overview += row;
  else
    ++summary.domains_left_out;
}

void take_details(const DomainReport& report, Summary& summary) {
  constexpr std::size_t most_details = most_bytes - most_overview - room_of_a_domain;
  if (report.findings.empty()) return;
  if (summary.details.size() + room_of_a_domain <= most_details)
    summary.details += details(report, most_details - summary.details.size() - room_of_a_domain);
  else
    ++summary.details_left_out;
}

std::string text_of(const Summary& summary) {
  return "## mailauth\n\n| Domain | Can it be forged? | Will its own mail pass? | Errors | Warnings |\n"
         "| --- | --- | --- | ---: | ---: |\n" +
         summary.overview + left_out(summary.domains_left_out, "domains") + summary.details +
         left_out(summary.details_left_out, "domains");
}

std::string about_files(const inputs::Tally& files) {
  constexpr std::size_t most = 20;
  std::string out = fmt::format("\n{}\n", cell(summary_of(files)));
  const std::size_t told = std::min(files.gaps.size(), most);
  if (told > 0) out += "\n| Not judged | Where | What |\n| --- | --- | --- |\n";
  for (const inputs::Gap& gap : std::span(files.gaps).first(told)) {
    out += fmt::format("| {} | {} | {} |\n", label_of(gap.why), cell(report::to_string(report::location_of(gap))),
                       cell(gap.what));
  }
  if (const std::string more = how_many_more(files, told); !more.empty()) out += fmt::format("\n{}\n", more);
  return out;
}

}  // namespace

ReportWriter markdown_report(Write write) {
  const auto summary = std::make_shared<Summary>();
  return {[summary](const DomainReport& report) {
            take_overview(report, *summary);
            take_details(report, *summary);
          },
          [write, summary](const inputs::Tally* files) {
            write(text_of(*summary));
            if (files != nullptr) write(about_files(*files));
          }};
}

}  // namespace mailauth::report
