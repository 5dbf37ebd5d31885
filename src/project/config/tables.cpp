#include "project/config/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "project/config/names.h"
#include "project/error.h"
#include "project/rule_named.h"
#include "text/ascii.h"

namespace mailauth::project {

namespace {

constexpr std::array<std::string_view, 4> ignore_keys{"rule", "domain", "until", "reason"};

[[noreturn]] void fail(const text::Position& at, std::string_view what) {
  throw Error(fmt::format("{}: {}", to_string(at), what));
}

// The id of a rule, or a pattern that some rule matches.
void check_rule(const std::string& pattern, const text::Position& at) {
  const auto fits = [&](const rules::Rule* rule) { return matches(pattern, rule->id); };
  if (std::ranges::any_of(rules::catalog(), fits)) return;
  if (pattern.find('*') != std::string::npos) fail(at, fmt::format("'{}' matches no rule", pattern));
  try {
    rule_named(pattern);
  } catch (const Error& error) {
    fail(at, error.what());
  }
}

const std::string& text_of(const Entry& entry) {
  if (entry.value.kind != Kind::text) fail(entry.value.position, fmt::format("{} is a text in quotes", entry.key));
  return entry.value.texts.front();
}

SeverityChoice severity_of(const Entry& entry) {
  const std::string& word = text_of(entry);
  const auto severity = rules::parse_severity(word);
  if (!severity && word != "off")
    fail(entry.value.position, fmt::format("'{}' is not one of: error, warning, info, off", word));
  return {severity, entry.position};
}

void add_severities(const Table& table, Policy& policy) {
  for (const Entry& entry : table.entries) {
    if (entry.key.find('*') != std::string::npos) fail(entry.position, "one rule a line: [severity] has no patterns");
    check_rule(entry.key, entry.position);
    policy.severities[entry.key] = severity_of(entry);
  }
}

// As the name of a domain is printed: lower case, without the final dot.
std::string domain_pattern(const Entry& entry) {
  std::string pattern = text::to_lower(text_of(entry));
  if (pattern.ends_with('.')) pattern.pop_back();
  const auto is_good = [](char c) { return text::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '*'; };
  if (pattern.empty() || !std::ranges::all_of(pattern, is_good) || pattern.find("..") != std::string::npos)
    fail(entry.value.position, fmt::format("'{}' is no pattern of domains, such as *.example.com", text_of(entry)));
  return pattern;
}

Date date_of(const Entry& entry) {
  if (entry.value.kind != Kind::text) fail(entry.value.position, "until is a day, such as 2027-01-31");
  const auto date = text::parse_date(entry.value.texts.front());
  if (!date) fail(entry.value.position, fmt::format("'{}' is no day, such as 2027-01-31", text_of(entry)));
  return *date;
}

void put(const Entry& entry, Ignore& ignore) {
  if (entry.key == "rule") {
    ignore.rule = text_of(entry);
    check_rule(ignore.rule, entry.value.position);
  } else if (entry.key == "domain") {
    ignore.domain = domain_pattern(entry);
  } else if (entry.key == "until") {
    ignore.until = date_of(entry);
  } else if (entry.key == "reason") {
    ignore.reason = text_of(entry);
  } else {
    fail(entry.position, unknown_key(entry.key, ignore_keys));
  }
}

Ignore ignore_of(const Table& table) {
  Ignore ignore{.position = table.position};
  for (const Entry& entry : table.entries) put(entry, ignore);
  if (std::ranges::find(table.entries, "rule", &Entry::key) == table.entries.end())
    fail(table.position, "this [[ignore]] names no rule");
  if (text::trim(ignore.reason).empty()) fail(table.position, "this [[ignore]] has no reason: say why");
  return ignore;
}

}  // namespace

Policy policy_of(const std::vector<Table>& tables) {
  Policy policy;
  for (const Table& table : tables) {
    if (table.name == "severity")
      add_severities(table, policy);
    else if (table.name == "ignore")
      policy.ignores.push_back(ignore_of(table));
    else
      fail(table.position, unknown_name(table.name));
  }
  return policy;
}

}  // namespace mailauth::project
