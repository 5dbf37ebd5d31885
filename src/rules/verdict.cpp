#include "rules/verdict.h"

#include <utility>

#include "rules/forgery.h"
#include "rules/own_mail.h"

namespace mailauth::rules {

std::string_view to_string(Forgery forgery) {
  switch (forgery) {
    case Forgery::anyone: return "anyone";
    case Forgery::partly: return "partly";
    case Forgery::hard: return "hard";
    case Forgery::unknown: return "unknown";
  }
  return "";
}

std::string_view to_string(OwnMail own_mail) {
  switch (own_mail) {
    case OwnMail::passes: return "passes";
    case OwnMail::at_risk: return "at_risk";
    case OwnMail::fails: return "fails";
    case OwnMail::not_sent: return "not_sent";
    case OwnMail::unknown: return "unknown";
  }
  return "";
}

Verdict verdict(const facts::Facts& facts) {
  auto [forgery, forgery_reason] = judge_forgery(facts);
  if (!facts.domain_exists)
    return {forgery, OwnMail::fails, std::move(forgery_reason), "the domain does not exist in the DNS"};
  auto [own_mail, own_mail_reason] = judge_own_mail(facts);
  return {forgery, own_mail, std::move(forgery_reason), std::move(own_mail_reason)};
}

}  // namespace mailauth::rules
