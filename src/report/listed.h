#pragma once
// The findings of all domains as one list, for formats that know no domains.

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

std::vector<Listed> listed(const Domains& domains);
// The worst come first; of what is equally bad the order stays.
void sort_by_severity(std::vector<Listed>& list);

}  // namespace mailauth::report
