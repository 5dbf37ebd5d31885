#pragma once
// Records that do not stand at the name that was asked, because an alias or a wildcard gives them.

#include <vector>

#include "rules/rule.h"

namespace mailauth::rules {

// Says of each finding in such a record where it stands: there it is corrected.
void say_where_records_stand(const Facts& facts, std::vector<Finding>& findings);

}  // namespace mailauth::rules
