#include "support/judged.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

#include "facts/collect.h"
#include "facts/sample.h"
#include "rules/judge.h"
#include "support/message_signer.h"

namespace mailauth::test {

std::vector<rules::Finding> judged(std::string_view zone) {
  auto sample = facts::parse_sample(zone, dns::Name::parse("example.com").value());
  if (const auto* error = std::get_if<std::string>(&sample))
    throw std::invalid_argument(*error + "\n" + std::string(zone));
  auto& [request, evidence] = std::get<facts::Sample>(sample);
  const facts::Facts facts = facts::collect(request, evidence);
  return rules::judge(facts);
}

std::vector<rules::Finding> judged_message(std::string_view zone, std::string_view message) {
  auto sample = facts::parse_sample(with_keys(zone), dns::Name::parse("example.com").value());
  if (const auto* error = std::get_if<std::string>(&sample))
    throw std::invalid_argument(*error + "\n" + std::string(zone));
  auto& [request, evidence] = std::get<facts::Sample>(sample);
  facts::MessageRequest about;
  about.message = std::make_shared<const messages::Message>(messages::parse(signed_message(message), "mail.eml"));
  about.profiles = request.profiles;
  about.today = 1796124000;  // 2026-12-01
  facts::MessageFacts facts = facts::read_message(std::move(about));
  collect(facts, evidence);
  return rules::judge(facts);
}

std::vector<std::string> ids(const std::vector<rules::Finding>& findings) {
  std::vector<std::string> ids;
  for (const rules::Finding& finding : findings) ids.emplace_back(finding.rule->id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<rules::Finding> of_rule(const std::vector<rules::Finding>& findings, std::string_view id) {
  std::vector<rules::Finding> found;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(found),
               [&](const rules::Finding& finding) { return finding.rule->id == id; });
  return found;
}

std::size_t most_alike(const std::vector<rules::Finding>& findings) {
  std::map<std::pair<const rules::Rule*, dns::Question>, std::size_t> numbers;
  std::size_t most = 0;
  for (const rules::Finding& finding : findings)
    most = std::max(most, ++numbers[{finding.rule, {finding.name, finding.type}}]);
  return most;
}

std::string show(const rules::Finding& finding) {
  std::string text = finding.message;
  for (const rules::Mark& mark : finding.marks)
    text.append("\n[").append(finding.record->at(mark.span)).append("] ").append(mark.message);
  return text;
}

std::string shown(std::string_view zone, std::string_view id) {
  std::string text;
  for (const rules::Finding& finding : of_rule(judged(zone), id))
    text.append(text.empty() ? "" : "\n").append(show(finding));
  return text;
}

}  // namespace mailauth::test
