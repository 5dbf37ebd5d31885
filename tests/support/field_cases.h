#pragma once
// Situations from the field, of ../shared/cases: those whose command looks at a domain in zone files.

#include <memory>
#include <string>
#include <vector>

#include "dns/zone.h"
#include "support/world.h"

namespace mailauth::test {

struct FieldCase {
  std::string name;  // "ses_cname_doubled"
  facts::Request request;
  std::shared_ptr<const dns::Zone> zone;
};

// Empty when the folder is not there.
std::vector<FieldCase> field_cases();
World world(const FieldCase& field_case);

}  // namespace mailauth::test
