// to_sarif(): SARIF 2.1.0, and what GitHub demands of it. What the project ignores is left out: GitHub would show it.
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>

#include "mailauth/version.h"
#include "report/escape.h"
#include "report/sarif/result.h"
#include "report/sarif/rule.h"

namespace mailauth::report {

namespace {

constexpr std::size_t most_results = 25'000;  // of a run; GitHub refuses more
constexpr std::size_t most_notifications = 100;

// The rules that found something, in the order of the catalog.
struct UsedRules {
  std::vector<const rules::Rule*> rules;
  std::unordered_map<const rules::Rule*, std::size_t> index;
};

UsedRules used_rules(const std::vector<Listed>& list) {
  UsedRules used;
  for (const Listed& listed : list) used.index.emplace(listed.finding->rule, 0);
  for (const rules::Rule* rule : rules::catalog())
    if (const auto at = used.index.find(rule); at != used.index.end()) {
      at->second = used.rules.size();
      used.rules.push_back(rule);
    }
  return used;
}

void put_driver(JsonWriter& out, const UsedRules& used) {
  out.text("name", "mailauth").text("fullName", fmt::format("mailauth {}", version)).text("semanticVersion", version);
  out.objects("rules", used.rules, [&](const rules::Rule* rule) { put_sarif_rule(out, *rule); });
}

// What is not in the results although it matters: answers that did not come, and what was cut off.
std::vector<std::string> notifications(const Domains& domains, std::size_t left_out) {
  std::vector<std::string> all;
  if (left_out > 0)
    all.push_back(fmt::format("left out, because code scanning takes no more than {1}: findings of less severity, {0}",
                              left_out, most_results));
  for (const DomainReport& report : domains)
    for (const dns::Answer* answer : report.facts.unanswered)
      if (all.size() < most_notifications)
        all.push_back(
            fmt::format("no answer to {}: {}", dns::to_string(answer->question), dns::describe(answer->outcome)));
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
std::string category(const Domains& domains) {
  const bool from_files = std::ranges::any_of(
      domains, [](const DomainReport& report) { return report.facts.request.published != nullptr; });
  return from_files ? "mailauth-lint/" : "mailauth-check/";
}

struct Run {
  const Domains& domains;
  std::vector<Listed> results;
  std::size_t left_out;
};

Run run_of(const Domains& domains) {
  Run run{domains, listed(domains), 0};
  if (run.results.size() <= most_results) return run;
  run.left_out = run.results.size() - most_results;
  sort_by_severity(run.results);
  run.results.resize(most_results);
  return run;
}

void put_run(JsonWriter& out, const Run& run) {
  const UsedRules used = used_rules(run.results);
  const std::vector<std::string> texts = notifications(run.domains, run.left_out);
  out.object("tool", [&] { out.object("driver", put_driver, used); });
  out.object("automationDetails", [&] { out.text("id", category(run.domains)); });
  out.objects("invocations", std::views::single(texts), put_invocation);
  out.objects("results", run.results,
              [&](const Listed& listed) { put_sarif_result(out, listed, used.index.at(listed.finding->rule)); });
}

}  // namespace

std::string to_sarif(const Domains& domains) {
  JsonWriter out(indented);
  out.object([&] {
    out.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json").text("version", "2.1.0");
    out.objects("runs", std::views::single(run_of(domains)), put_run);
  });
  return finish(out);
}

}  // namespace mailauth::report
