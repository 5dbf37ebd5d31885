#pragma once
// The two questions of a verdict, answered for people.

#include <vector>

#include "report/pen.h"
#include "rules/senders.h"
#include "rules/verdict.h"

namespace mailauth::report {

struct Answered {
  Symbol symbol;
  std::string_view word;
};
Answered answer(rules::Forgery forgery);   // "Can it be forged?" - "yes, by anyone"
Answered answer(rules::OwnMail own_mail);  // "Will its own mail pass?" - "at risk"
// The same where one knows who sends: "not all of it".
Answered answer(rules::OwnMail own_mail, const std::vector<rules::Sender>& senders);

}  // namespace mailauth::report
