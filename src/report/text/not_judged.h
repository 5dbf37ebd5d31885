#pragma once
// Whether a rule that found nothing says that all is well.

#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::report {

// False where what it is about is not there, and where an answer of the DNS is missing that it rests on: that is said
// once, by dns-lookup-failed.
bool is_judged(const rules::Rule& rule, const facts::Facts& facts);

}  // namespace mailauth::report
