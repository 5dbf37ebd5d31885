#pragma once
// The second half of the verdict: will the domain's own mail pass?

#include <string>

#include "rules/verdict.h"

namespace mailauth::rules {

struct OwnMailJudgement {
  OwnMail own_mail = OwnMail::unknown;
  std::string reason;
};

// Of a domain that exists.
OwnMailJudgement judge_own_mail(const facts::Facts& facts);

}  // namespace mailauth::rules
