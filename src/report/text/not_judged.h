#pragma once
// Why a rule that found nothing does not say that all is well.

#include <optional>
#include <string_view>

#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::report {

// "there is no SPF record"; nothing when the rule looked at what it is about.
std::optional<std::string_view> why_not_judged(const rules::Rule& rule, const facts::Facts& facts);

}  // namespace mailauth::report
