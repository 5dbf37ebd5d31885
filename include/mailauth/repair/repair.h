#pragma once
// Corrected records. What is proposed is whole, ready to be published, and has been judged again: it
// removes findings and brings no new one.

#include <optional>
#include <string>
#include <vector>

#include "mailauth/dns/evidence.h"
#include "mailauth/facts/facts.h"
#include "mailauth/rules/rule.h"

namespace mailauth::repair {

// A record's text after all repairs that can be derived from it, and what was done.
struct Repaired {
  std::string text;
  std::vector<std::string> changes;  // "':' after v became '='"
};

// Nothing when it is right already, or when nobody can know what was meant. Canonical: one space after
// ';', tags in lower case, defaults and historic tags dropped.
std::optional<Repaired> repair_dmarc(const records::dmarc::Record& record);
std::optional<Repaired> repair_spf(const records::spf::Record& record);
std::optional<Repaired> repair_dkim(const records::dkim::Record& record);
// Several SPF records as one: the ordered union of their mechanisms, one `all`.
std::optional<Repaired> merge_spf(const std::vector<records::spf::Record>& records);

// Gives each finding the fix for its record, when there is one, with its effect. A fix that would bring a
// new finding, judged over the same evidence with the record replaced, is not offered.
void propose(const facts::Facts& facts, const dns::Evidence& evidence, std::vector<rules::Finding>& findings);

// The evidence as it would be once the fix is published.
dns::Evidence with_fix(const dns::Evidence& evidence, const rules::Fix& fix);

}  // namespace mailauth::repair
