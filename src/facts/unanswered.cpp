#include <algorithm>

#include "facts/collect/parts.h"

namespace mailauth::facts {

namespace {

struct Failures {
  std::vector<const dns::Answer*> answers;

  void add(const dns::Answer* answer) {
    if (answer == nullptr || !answer->failed()) return;
    if (std::ranges::find(answers, answer) == answers.end()) answers.push_back(answer);
  }
};

// In the order of evaluation.
void add_tree(Failures& failures, const SpfNode& node) {
  failures.add(node.answer);
  for (const SpfEdge& edge : node.edges) {
    for (const dns::Answer* answer : edge.answers) failures.add(answer);
    for (const SpfNode& child : edge.child) add_tree(failures, child);
  }
}

// The explanation decides nothing.
void add_sender(Failures& failures, const SenderFacts& sender) {
  for (const SpfStep& step : sender.spf.trace)
    for (const dns::Answer* answer : step.answers) failures.add(answer);
  failures.add(sender.ptr);
  for (const ReverseName& reverse : sender.names) failures.add(reverse.addresses);
}

}  // namespace

// Well-known selectors are counted in DkimFacts instead; the abolished type SPF decides nothing. Whether there is a
// wildcard decides whether what was found was published for its name.
std::vector<const dns::Answer*> collect_unanswered(const Facts& facts) {
  Failures failures;
  failures.add(facts.txt);
  failures.add(facts.mx.answer);
  failures.add(facts.mx.a);
  failures.add(facts.mx.aaaa);
  for (const DmarcAtName& at : facts.dmarc.discovery.walk)
    if (at.domain == facts.domain() || !is_registry_nobody_asked(at)) failures.add(at.answer);
  for (const ReportDestination& destination : facts.dmarc.destinations) failures.add(destination.authorisation);
  failures.add(facts.dkim.domainkey);
  for (const DkimSelector& selector : facts.dkim.selectors)
    if (selector.origin == DkimSelector::Origin::given) failures.add(selector.answer);
  add_tree(failures, facts.spf);
  for (const MailFrom& mail_from : facts.mail_froms) {
    failures.add(mail_from.mx);
    add_tree(failures, mail_from.spf);
  }
  if (facts.sender) add_sender(failures, *facts.sender);
  for (const dns::Answer* wildcard : {facts.wildcard, facts.dkim.wildcard, facts.dmarc.wildcard, facts.mx.wildcard})
    failures.add(wildcard);
  return failures.answers;
}

}  // namespace mailauth::facts
