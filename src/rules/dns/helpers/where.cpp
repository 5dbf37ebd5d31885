#include "rules/dns/helpers/where.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/wildcard.h"
#include "rules/dns/helpers/policy_answers.h"

namespace mailauth::rules {

namespace {

std::vector<const dns::Answer*> answers_with_policies(const Facts& facts) {
  std::vector<const dns::Answer*> answers = policy_answers(facts);
  for (const facts::DmarcAtName& at : facts.dmarc.discovery.walk)
    if (at.answer != nullptr) answers.push_back(at.answer);
  return answers;
}

// "the record stands at ..."; empty: at the name that was asked.
std::string place_of(const Facts& facts, const dns::Answer& answer) {
  const std::string& asked = answer.question.name.text();
  if (const auto wildcard = facts::wildcard_behind(facts, answer))
    return fmt::format("the record stands at {}, which answers for {}: correct it there", wildcard->text(), asked);
  if (answer.cnames.empty()) return "";
  const bool is_own = answer.owner().is_within(facts.dmarc.discovery.suffix_list.organizational_domain);
  return fmt::format("the record stands at {}, where the CNAME at {} leads: {}", answer.owner().text(), asked,
                     is_own ? "correct it there" : "its operator has to correct it");
}

}  // namespace

void say_where_records_stand(const Facts& facts, std::vector<Finding>& findings) {
  const std::vector<const dns::Answer*> answers = answers_with_policies(facts);
  for (Finding& finding : findings) {
    if (!finding.record || finding.type != dns::Type::txt) continue;
    const auto answer = std::ranges::find_if(answers, [&](const dns::Answer* each) {
      return each->found() && each->question.type == finding.type && each->question.name == finding.name;
    });
    if (answer == answers.end()) continue;
    if (std::string place = place_of(facts, **answer); !place.empty()) finding.note(std::move(place));
  }
}

}  // namespace mailauth::rules
