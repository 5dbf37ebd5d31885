#pragma once
// Whether a rule that found nothing says that all is well.

#include <cstdint>

#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::report {

enum class Judged : uint8_t {
  yes,
  nothing_to_judge,  // what it is about is not there
  unanswered,        // the DNS left something open that it rests on
};
Judged judged(const rules::Rule& rule, const facts::Facts& facts);

}  // namespace mailauth::report
