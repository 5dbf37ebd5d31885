#pragma once
// The findings of a domain with what identifies them, for formats that know no domains.

#include <optional>
#include <string>
#include <vector>

#include "report/formats.h"

namespace mailauth::report {

struct Listed {
  const DomainReport* report = nullptr;
  const rules::Finding* finding = nullptr;
  std::string fingerprint;
  std::optional<Change> change;  // since the baseline; nothing: there is none
};

std::vector<Listed> listed(const DomainReport& report);

}  // namespace mailauth::report
