// sarif_report(): SARIF 2.1.0, and what GitHub demands of it. What the project ignores is left out: GitHub would show
// it.
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <ranges>
#include <unordered_map>

#include "mailauth/version.h"
#include "report/escape.h"
#include "report/gaps.h"
#include "report/location.h"
#include "report/sarif/columns.h"
#include "report/sarif/result.h"
#include "report/sarif/rule.h"
#include "report/sentence.h"

namespace mailauth::report {

namespace {

constexpr std::size_t most_results = 25'000;  // of a run; GitHub refuses more
constexpr std::size_t most_notifications = 100;

constexpr std::size_t levels_above_a_result = 4;  // {"runs":[{"results":[...]}]}

// A result as it will be written, but for the index of its rule, which is known when all rules are.
struct Kept {
  unsigned rank = 0;
  const rules::Rule* rule = nullptr;
  std::string begin, end;
};

Kept kept(const Listed& listed, const LineOf& line_of) {
  static constexpr std::string_view index = "\"ruleIndex\": ";
  JsonWriter out({.indent = indented.indent, .depth = levels_above_a_result});
  out.object([&] { put_sarif_result(out, listed, 0, line_of); });
  const std::string text = out.take();
  const std::size_t at = text.find(index) + index.size();
  return {rank(*listed.finding), listed.finding->rule, text.substr(0, at), text.substr(at + 1)};
}

// What a run has of all domains.
struct Run {
  LineOf line_of;
  std::vector<Kept> results;
  std::size_t findings = 0;
  std::vector<std::string> gaps;  // in files
  std::vector<std::string> unanswered;
  bool from_files = false;
};

// The worst, when there are too many; of what is equally bad the first.
void leave_out(Run& run) {
  if (run.results.size() <= most_results) return;
  std::ranges::stable_sort(run.results, std::greater(), &Kept::rank);
  run.results.resize(most_results);
}

void take(const DomainReport& report, Run& run) {
  constexpr std::size_t enough_to_sort = most_results + most_results / 4;
  run.from_files = run.from_files || report.facts.request.published != nullptr;
  for (const dns::Answer* answer : report.facts.unanswered)
    if (run.unanswered.size() < most_notifications)
      run.unanswered.push_back(
          fmt::format("no answer to {}: {}", dns::to_string(answer->question), dns::describe(answer->outcome)));
  for (const Listed& one : listed(report)) {
    ++run.findings;
    run.results.push_back(kept(one, run.line_of));
    if (run.results.size() >= enough_to_sort) leave_out(run);
  }
}

void take(const inputs::Tally& files, Run& run) {
  run.from_files = true;
  for (const inputs::Gap& gap : files.gaps)
    run.gaps.push_back(
        fmt::format("{}: {}: {}", label_of(gap.why), report::to_string(report::location_of(gap)), gap.what));
  if (std::string more = how_many_more(files, run.gaps.size()); !more.empty()) run.gaps.push_back(std::move(more));
}

// The rules that found something, in the order of the catalog.
struct UsedRules {
  std::vector<const rules::Rule*> rules;
  std::unordered_map<const rules::Rule*, std::size_t> index;
};

UsedRules used_rules(const std::vector<Kept>& results) {
  UsedRules used;
  for (const Kept& result : results) used.index.emplace(result.rule, 0);
  for (const rules::Rule* rule : rules::catalog())
    if (const auto at = used.index.find(rule); at != used.index.end()) {
      at->second = used.rules.size();
      used.rules.push_back(rule);
    }
  return used;
}

void put_driver(JsonWriter& out, const UsedRules& used) {
  out.text("name", "mailauth").text("fullName", fmt::format("mailauth {}", version)).text("semanticVersion", version);
  out.text("informationUri", *address_of("RFC 9989"));  // what it is about, as the rules say of themselves
  out.objects("rules", used.rules, [&](const rules::Rule* rule) { put_sarif_rule(out, *rule); });
}

// What is not in the results although it matters: what was cut off, what nobody could read, answers that did not come.
std::vector<std::string> notifications(const Run& run) {
  std::vector<std::string> all;
  if (const std::size_t left_out = run.findings - run.results.size(); left_out > 0)
    all.push_back(fmt::format("left out, because code scanning takes no more than {1}: findings of less severity, {0}",
                              left_out, most_results));
  all.insert(all.end(), run.gaps.begin(), run.gaps.end());
  all.insert(all.end(), run.unanswered.begin(), run.unanswered.end());
  if (all.size() > most_notifications) all.resize(most_notifications);
  return all;
}

void put_invocation(JsonWriter& out, const std::vector<std::string>& texts) {
  out.flag("executionSuccessful", true);
  out.objects("toolExecutionNotifications", texts, [&](const std::string& text) {
    out.text("level", "warning");
    put_sarif_message(out, "message", one_line(text));
  });
}

// Uploads of one commit replace each other unless their category differs: before it is published and after that.
std::string_view category(const Run& run) { return run.from_files ? "mailauth-lint/" : "mailauth-check/"; }

void put_run(JsonWriter& out, const Run& run, const Write& write) {
  const UsedRules used = used_rules(run.results);
  const std::vector<std::string> texts = notifications(run);
  out.object("tool", [&] { out.object("driver", put_driver, used); });
  out.text("columnKind", column_kind);
  out.object("automationDetails", [&] { out.text("id", category(run)); });
  out.objects("invocations", std::views::single(texts), put_invocation);
  out.key("results").list(run.results, [&](const Kept& result) {
    out.json(fmt::format("{}{}{}", result.begin, used.index.at(result.rule), result.end));
    write(safe_in_logs(out.take()));
  });
}

void write_sarif(Run& run, const Write& write) {
  leave_out(run);
  JsonWriter out(indented);
  out.object([&] {
    out.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json").text("version", "2.1.0");
    out.key("runs").open('[');
    out.object([&] { put_run(out, run, write); }).close(']');
  });
  write(finish(out));
}

}  // namespace

ReportWriter sarif_report(Write write, LineOf line_of) {
  const auto run = std::make_shared<Run>();
  run->line_of = std::move(line_of);
  return {[run](const DomainReport& report) { take(report, *run); },
          [write, run](const inputs::Tally* files) {
            if (files != nullptr) take(*files, *run);
            write_sarif(*run, write);
          }};
}

}  // namespace mailauth::report
