#pragma once
// What publishing a record changes in what receivers do.

#include <string>

#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::repair {

struct Consequence {
  rules::Effect effect = rules::Effect::neutral;
  std::string warning;  // "publishing this switches p=reject on, which is not in force today"
};

bool spf_is_in_force(const facts::SpfNode& node);  // receivers can use it, whoever sends

Consequence consequence_of(const facts::Facts& before, const facts::Facts& after);

}  // namespace mailauth::repair
