#include "report/verdict_words.h"

#include <algorithm>

namespace mailauth::report {

using rules::Forgery;
using rules::OwnMail;

Answered answer(Forgery forgery) {
  switch (forgery) {
    case Forgery::anyone: return {Symbol::bad, "yes, by anyone"};
    case Forgery::partly: return {Symbol::warning, "in part"};
    case Forgery::hard: return {Symbol::good, "hardly"};
    case Forgery::unknown: return {Symbol::unknown, "not known"};
  }
  return {Symbol::unknown, ""};
}

Answered answer(OwnMail own_mail) {
  switch (own_mail) {
    case OwnMail::passes: return {Symbol::good, "yes"};
    case OwnMail::at_risk: return {Symbol::warning, "at risk"};
    case OwnMail::fails: return {Symbol::bad, "no"};
    case OwnMail::not_sent: return {Symbol::good, "it sends none"};
    case OwnMail::unknown: return {Symbol::unknown, "not known"};
  }
  return {Symbol::unknown, ""};
}

Answered answer(OwnMail own_mail, const std::vector<rules::Sender>& senders) {
  const bool some = std::ranges::any_of(
      senders, [](const rules::Sender& sender) { return sender.counts && sender.verdict == OwnMail::passes; });
  return own_mail == OwnMail::fails && some ? Answered{Symbol::bad, "not all of it"} : answer(own_mail);
}

}  // namespace mailauth::report
