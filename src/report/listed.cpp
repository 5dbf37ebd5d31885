#include "report/listed.h"

#include "report/fingerprint.h"

namespace mailauth::report {

namespace {

std::optional<Change> change_of(const DomainReport& report, std::size_t finding) {
  return finding < report.changes.size() ? std::optional(report.changes[finding]) : std::nullopt;
}

}  // namespace

std::vector<Listed> listed(const DomainReport& report) {
  std::vector<Listed> list;
  std::vector<std::string> prints = fingerprints(report.facts.domain(), report.findings);
  for (std::size_t i = 0; i < prints.size(); ++i)
    list.push_back({&report, &report.findings[i], std::move(prints[i]), change_of(report, i)});
  return list;
}

}  // namespace mailauth::report
