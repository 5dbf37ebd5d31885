#include "rules/dns/helpers/policy_answers.h"

#include <algorithm>

namespace mailauth::rules {

std::vector<const dns::Answer*> policy_answers(const facts::Facts& facts) {
  std::vector<const dns::Answer*> answers;
  const auto add = [&](const dns::Answer* answer) {
    if (answer != nullptr && std::find(answers.begin(), answers.end(), answer) == answers.end())
      answers.push_back(answer);
  };
  add(facts.txt);
  for (const facts::MailFrom& mail_from : facts.mail_froms) add(mail_from.spf.answer);
  add(facts.dmarc.at_domain.answer);
  for (const facts::DkimSelector& selector : facts.dkim.selectors) add(selector.answer);
  return answers;
}

}  // namespace mailauth::rules
