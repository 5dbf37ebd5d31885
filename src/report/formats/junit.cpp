// junit_report(): there is no standard, only what Jenkins, GitLab and others read:
// https://github.com/testmoapp/junitxml

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "report/escape.h"
#include "report/formats.h"
#include "report/gaps.h"
#include "report/location.h"
#include "report/sentence.h"
#include "report/text/finding.h"
#include "report/text/not_judged.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

// What a rule found. It fails when something in it counts for the exit code.
struct Found {
  std::vector<rules::Finding> findings;
  bool fails = false;
};

bool fails(const DomainReport& report, std::size_t finding, rules::Severity fail_on) {
  if (finding < report.changes.size() && report.changes[finding] == Change::unchanged) return false;
  const rules::Finding& one = report.findings[finding];
  return one.severity >= fail_on && one.certainty != rules::Certainty::indeterminate;
}

using FoundByRule = std::unordered_map<const rules::Rule*, Found>;

FoundByRule found_by_rule(const DomainReport& report, rules::Severity fail_on) {
  FoundByRule found;
  for (std::size_t i = 0; i < report.findings.size(); ++i) {
    Found& of_rule = found[report.findings[i].rule];
    of_rule.findings.push_back(report.findings[i]);
    of_rule.fails = of_rule.fails || fails(report, i, fail_on);
  }
  return found;
}

struct CaseCounts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  std::chrono::milliseconds time{0};
};

CaseCounts operator+(const CaseCounts& a, const CaseCounts& b) {
  return {a.tests + b.tests, a.failures + b.failures, a.errors + b.errors, a.skipped + b.skipped, a.time + b.time};
}

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escape_for_xml(one_line(value)));
}

std::string attributes(const CaseCounts& counts) {
  return fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{:.3f}\"", counts.tests,
                     counts.failures, counts.errors, counts.skipped, static_cast<double>(counts.time.count()) / 1000);
}

// With what a person reads who opens the test: as in the text report.
std::string element(std::string_view name, std::string_view type, const std::vector<rules::Finding>& findings) {
  const TextStyle style{.colour = false, .utf8 = true, .width = 100, .verbose = true};
  const std::string attributes =
      type.empty() ? "" : attribute("message", statement_of(findings.front())) + attribute("type", type);
  return fmt::format("<{0}{1}>\n{2}</{0}>", name, attributes, escape_for_xml(findings_text(findings, Pen(style))));
}

// What is less than a failure is only told.
std::string outcome(const Found& found, CaseCounts& counts) {
  if (found.fails) {
    ++counts.failures;
    return element("failure", to_string(std::ranges::max_element(found.findings, {}, rank)->severity), found.findings);
  }
  const auto is_open = [](const auto& finding) { return finding.certainty == rules::Certainty::indeterminate; };
  if (std::ranges::none_of(found.findings, is_open)) return element("system-out", "", found.findings);
  ++counts.errors;
  return element("error", "unanswered", found.findings);
}

std::string skipped(std::string_view reason, CaseCounts& counts) {
  ++counts.skipped;
  return fmt::format("<skipped{}/>", attribute("message", reason));
}

// Nothing: the rule had nothing to judge, so that it is no test.
std::optional<std::string> result_of(const rules::Rule& rule, const Found& found, const DomainReport& report,
                                     CaseCounts& counts) {
  if (!found.findings.empty()) return outcome(found, counts);
  for (const Suppressed& suppressed : report.suppressed)
    if (suppressed.finding.rule == &rule) return skipped("ignored: " + suppressed.reason, counts);
  const bool is_test = report.message != nullptr ? rule.check_message != nullptr : is_judged(rule, report.facts);
  return is_test ? std::optional<std::string>("") : std::nullopt;
}

std::string file_and_line(const Location& location) {
  const std::string file = attribute("file", location.file);
  return location.line == 0 ? file : file + fmt::format(" line=\"{}\"", location.line);
}

std::string place(const Found& found, const DomainReport& report) {
  if (found.findings.empty()) return "";
  return file_and_line(location_of(found.findings.front(), report));
}

// Of a message that may have no domain the file is the name.
std::string name_of(const DomainReport& report) {
  return report.message != nullptr ? report.message->message().file : report.facts.domain().text();
}

std::string test_case(const rules::Rule& rule, const Found& found, const DomainReport& report, CaseCounts& counts) {
  const std::optional<std::string> result = result_of(rule, found, report, counts);
  if (!result) return "";
  ++counts.tests;
  const std::string group = fmt::format("{}.{}", name_of(report), rules::area(rule));
  return "    <testcase" + attribute("classname", group) + attribute("name", rule.id) + place(found, report) +
         (result->empty() ? "/>\n" : ">" + *result + "</testcase>\n");
}

std::string test_suite(const DomainReport& report, rules::Severity fail_on, CaseCounts& all) {
  FoundByRule found = found_by_rule(report, fail_on);
  CaseCounts counts{.time = report.cost.elapsed};
  std::string cases;
  for (const rules::Rule* rule : rules::catalog()) cases += test_case(*rule, found[rule], report, counts);
  all = all + counts;
  return "  <testsuite" + attribute("name", name_of(report)) + attributes(counts) + ">\n" + cases + "  </testsuite>\n";
}

// What nobody could judge: an error, so that the job shows it.
std::string test_suite(const inputs::Tally& files, CaseCounts& all) {
  CaseCounts counts{.tests = files.gaps.size(), .errors = files.gaps.size()};
  std::string cases;
  for (const inputs::Gap& gap : files.gaps) {
    const Location location = location_of(gap);
    cases += "    <testcase" + attribute("classname", "files") + attribute("name", gap.what) + file_and_line(location) +
             "><error" + attribute("message", fmt::format("{}: {}", label_of(gap.why), gap.what)) +
             attribute("type", to_string(gap.why)) + "/></testcase>\n";
  }
  all = all + counts;
  return "  <testsuite" + attribute("name", "files") + attributes(counts) + ">\n" + cases + "  </testsuite>\n";
}

}  // namespace

ReportWriter junit_report(Write write, rules::Severity fail_on, Aside aside) {
  const auto all = std::make_shared<CaseCounts>();
  return {
      [=](const DomainReport& report) {
        aside.put(text::replace_all(test_suite(report, fail_on, *all), "##[", "##&#91;"));
      },
      [=](const inputs::Tally* files) {
        if (files != nullptr && files->has_gaps())
          aside.put(text::replace_all(test_suite(*files, *all), "##[", "##&#91;"));
        write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mailauth\"" + attributes(*all) + ">\n");
        aside.pour(write);
        write("</testsuites>\n");
      }};
}

}  // namespace mailauth::report
