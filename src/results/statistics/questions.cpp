#include "results/statistics/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "facts/spf_tree.h"
#include "report/verdict_words.h"
#include "results/print/key_kind.h"

namespace mailauth::results {

namespace {

using Values = std::vector<std::string>;

template <class Value>
Values value_of(const Word<Value>& word) {
  return {std::string(word.text())};
}

Values policy(const Result& result) {
  if (result.dmarc == DmarcState::in_force) return {fmt::format("p={}", result.policy.text())};
  if (result.dmarc == DmarcState::none) return {"no record"};
  return result.dmarc == DmarcState::ignored ? Values{"record ignored"} : value_of(result.dmarc);
}

Values spf_all(const Result& result) {
  if (result.spf != SpfState::usable) return {};
  return {result.spf_all.empty() ? "none" : fmt::format("{}all", result.spf_all.text())};
}

Values lookups(const Result& result) {
  constexpr unsigned limit = facts::spf_lookup_limit;
  if (result.spf == SpfState::none) return {};
  return {result.lookups > limit ? fmt::format("more than {}", limit) : fmt::format("{}", result.lookups)};
}

Values key_kinds(const Result& result) {
  std::set<std::string> kinds;
  for (const Key& key : result.keys) kinds.insert(key_kind(key.algorithm, key.bits));
  return {kinds.begin(), kinds.end()};
}

Values rules_of(const Result& result) {
  std::set<std::string> ids;
  for (const FoundRule& found : result.findings)
    if (!found.indeterminate) ids.insert(found.rule);
  return {ids.begin(), ids.end()};
}

std::vector<Question> all_questions() {
  std::vector<Question> all{
      {"rules", "findings", rules_of, Answers::names},
      {"forgery", "can it be forged?", [](const Result& r) { return value_of(r.forgery); }},
      {"own_mail", "will its own mail pass?", [](const Result& r) { return value_of(r.own_mail); }},
      {"policy", "DMARC policy", policy},
      {"spf", "SPF", [](const Result& r) { return value_of(r.spf); }},
      {"spf_all", "SPF for all others", spf_all},
      {"spf_lookups", "SPF lookups", lookups},
      {"dkim", "DKIM", [](const Result& r) { return value_of(r.dkim); }},
      {"keys", "DKIM keys", key_kinds, Answers::names},
      {"mx", "MX", [](const Result& r) { return value_of(r.mx); }},
  };
  for (std::size_t at = 0; at < further_kinds.size(); ++at)
    all.push_back({std::string(further_kinds[at].member), std::string(further_kinds[at].title()),
                   [at](const Result& r) { return value_of(r.further[at]); }});
  all.push_back({"services", "services", [](const Result& r) { return r.services; }, Answers::names});
  all.push_back({"wildcards", "wildcards", [](const Result& r) { return r.wildcards; }, Answers::names});
  all.push_back({"unregistered", "unregistered, but depended on", [](const Result& r) { return r.unregistered; },
                 Answers::names});
  all.push_back({"includes", "SPF includes", [](const Result& r) { return r.includes; }, Answers::hosts});
  all.push_back({"mx_hosts", "MX hosts", [](const Result& r) { return r.mx_hosts; }, Answers::hosts});
  return all;
}

template <class Value>
std::string answered(const std::string& value) {
  const auto word = Word<Value>::parse(value);
  return word.value() ? std::string(report::answer(*word.value()).word) : value;
}

}  // namespace

std::span<const Question> questions() {
  static const std::vector<Question> all = all_questions();
  return all;
}

const Question* question(std::string_view id) {
  const auto at = std::ranges::find(questions(), id, &Question::id);
  return at == questions().end() ? nullptr : &*at;
}

std::string shown(std::string_view question_id, const std::string& value) {
  if (question_id == "forgery") return answered<rules::Forgery>(value);
  if (question_id == "own_mail") return answered<rules::OwnMail>(value);
  return value;
}

}  // namespace mailauth::results
