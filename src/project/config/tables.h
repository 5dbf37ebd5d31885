#pragma once
// The policy in the tables of mailauth.toml.

#include <vector>

#include "project/config/toml.h"
#include "project/policy.h"

namespace mailauth::project {

// Throws Error with the place of what is wrong.
Policy policy_of(const std::vector<Table>& tables);

}  // namespace mailauth::project
