#pragma once
// Which finding is the same as one of yesterday: "3f9a0c51e2d47b86". Code scanning and baselines rely on it.

#include <string>
#include <vector>

#include "inputs/document.h"
#include "rules/rule.h"

namespace mailauth::report {

// One for each finding of an audit of `domain`, in their order: 16 hex digits, no two the same. They rest on the rule,
// the name, the type and the marked text without regard to case and blanks, and not on lines or other parts of the
// record: these move when something else is repaired. What is found twice in the same words is counted.
std::vector<std::string> fingerprints(const dns::Name& domain, const std::vector<rules::Finding>& findings);

// Of what was not judged: by its words and its place.
std::string fingerprint(const inputs::Gap& gap);

}  // namespace mailauth::report
