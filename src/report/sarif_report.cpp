// to_sarif(): SARIF 2.1.0, and what GitHub demands of it. What the project ignores is left out: GitHub would show it.
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "mailauth/version.h"
#include "report/escape.h"
#include "report/sarif_result.h"
#include "report/sarif_rule.h"

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

Json driver(const UsedRules& used) {
  Json rules = Json::array();
  for (const rules::Rule* rule : used.rules) rules.push_back(sarif_rule(*rule));
  return {{"name", "mailauth"},
          {"fullName", fmt::format("mailauth {}", version)},
          {"semanticVersion", version},
          {"rules", std::move(rules)}};
}

Json notification(std::string_view text) { return {{"level", "warning"}, {"message", {{"text", one_line(text)}}}}; }

// What is not in the results although it matters: answers that did not come, and what was cut off.
Json notifications(const Domains& domains, std::size_t left_out) {
  Json json = Json::array();
  if (left_out > 0)
    json.push_back(notification(
        fmt::format("left out, because code scanning takes no more than {1}: findings of less severity, {0}", left_out,
                    most_results)));
  for (const DomainReport& report : domains)
    for (const dns::Answer* answer : report.facts.unanswered)
      if (json.size() < most_notifications)
        json.push_back(notification(
            fmt::format("no answer to {}: {}", dns::to_string(answer->question), dns::describe(answer->outcome))));
  return json;
}

// Uploads of one commit replace each other unless their category differs: before it is published and after that.
std::string category(const Domains& domains) {
  const bool from_files = std::ranges::any_of(
      domains, [](const DomainReport& report) { return report.facts.request.published != nullptr; });
  return from_files ? "mailauth-lint/" : "mailauth-check/";
}

}  // namespace

std::string to_sarif(const Domains& domains) {
  std::vector<Listed> list = listed(domains);
  const std::size_t left_out = list.size() - std::min(list.size(), most_results);
  if (left_out > 0) {
    sort_by_severity(list);
    list.resize(most_results);
  }
  const UsedRules used = used_rules(list);
  Json results = Json::array();
  for (const Listed& one : list) results.push_back(sarif_result(one, used.index.at(one.finding->rule)));
  Json run = {{"tool", {{"driver", driver(used)}}},
              {"automationDetails", {{"id", category(domains)}}},
              {"invocations", Json::array({{{"executionSuccessful", true},
                                            {"toolExecutionNotifications", notifications(domains, left_out)}}})},
              {"results", std::move(results)}};
  return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
               {"version", "2.1.0"},
               {"runs", Json::array({std::move(run)})}});
}

}  // namespace mailauth::report
