#pragma once
// The two questions that people have: can this domain be forged, and will its own mail pass?

#include <string>
#include <string_view>

#include "facts/facts.h"

namespace mailauth::rules {

enum class Forgery : uint8_t {
  anyone,   // no DMARC policy is in force, or it is none: forged mail is delivered
  partly,   // in force, but with a gap (quarantine by pct, subdomains weaker, test mode, +all ...)
  hard,     // quarantine or reject for the domain and its subdomains
  unknown,  // the DNS did not say
};
enum class OwnMail : uint8_t {
  passes,    // SPF and DKIM are there and can align
  at_risk,   // one of the two is missing or broken, or only one can align
  fails,     // nothing authenticates it, or SPF is a permerror and there is no DKIM
  not_sent,  // nobody sends as the domain: it is parked, or SPF permits nobody and there is no key
  unknown,
};

std::string_view to_string(Forgery forgery);  // "anyone", "partly", "hard", "unknown": stable, for JSON
std::string_view to_string(OwnMail own_mail);

struct Verdict {
  Forgery forgery = Forgery::unknown;
  OwnMail own_mail = OwnMail::unknown;
  std::string forgery_reason;  // one sentence each, for people, without full stop
  std::string own_mail_reason;
};

Verdict verdict(const facts::Facts& facts);

}  // namespace mailauth::rules
