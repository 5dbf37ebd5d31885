#pragma once
// Values of p=, sp= and np= that are no policy.

#include <string_view>

#include "mailauth/rules/dmarc_diagnosis.h"

namespace mailauth::rules {

// The tag, when it is there and its value is no policy; null otherwise, and when rules on other things (a missing ';',
// quotes or backslashes that became data) explain it.
const records::Tag* tag_with_invalid_policy(const records::dmarc::Record& record, std::string_view name);

// "write reject here"
std::string advice_for_policy(const records::dmarc::Record& record, const records::Tag& tag);

}  // namespace mailauth::rules
