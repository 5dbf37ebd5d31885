#pragma once
// A small world written as a zone file: the samples of the rules, golden cases, the demo. See rules/rule.h
// for the ";!" comments.

#include <string>
#include <string_view>
#include <variant>

#include "dns/evidence.h"
#include "facts/request.h"

namespace mailauth::facts {

struct Sample {
  Request request;
  dns::Evidence evidence;  // speaks for every name there is
};

// `domain` is audited, and relative names hang below it. Or one line that says what is wrong.
std::variant<Sample, std::string> parse_sample(std::string_view zone, const dns::Name& domain);

}  // namespace mailauth::facts
