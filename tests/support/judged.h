#pragma once
// Rules on a small world: a zone written as in the samples of the rules (rules/rule.h).

#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace mailauth::test {

// What the rules find for example.com in a world that consists of this zone, in the order of the report. Throws
// std::invalid_argument for a zone that cannot be read.
std::vector<rules::Finding> judged(std::string_view zone);

// The same of a message, with the placeholders of rules/message/helpers/samples.h, in such a world. It was received
// when its Received field says so.
std::vector<rules::Finding> judged_message(std::string_view zone, std::string_view message);

// The ids of the findings, sorted, each as often as it was raised.
std::vector<std::string> ids(const std::vector<rules::Finding>& findings);

// How many findings of one rule at one name and type are kept at most.
std::size_t most_alike(const std::vector<rules::Finding>& findings);

// The findings of one rule.
std::vector<rules::Finding> of_rule(const std::vector<rules::Finding>& findings, std::string_view id);

// One finding of a rule on a few lines, for tables: the message, and for each mark the text under it and what to
// do there.
//
//     this is not a DMARC record: ':' stands where '=' belongs
//     [:] write '=' here
std::string show(const rules::Finding& finding);
// All findings of one rule in the zone, shown, with a line feed between them.
std::string shown(std::string_view zone, std::string_view id);

}  // namespace mailauth::test
