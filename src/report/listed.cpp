#include "report/listed.h"

#include <algorithm>

#include "report/fingerprint.h"
#include "report/sentence.h"

namespace mailauth::report {

namespace {

std::optional<Change> change_of(const DomainReport& report, std::size_t finding) {
  return finding < report.changes.size() ? std::optional(report.changes[finding]) : std::nullopt;
}

}  // namespace

std::vector<Listed> listed(const Domains& domains) {
  std::vector<Listed> list;
  for (const DomainReport& report : domains) {
    std::vector<std::string> prints = fingerprints(report.facts.domain(), report.findings);
    for (std::size_t i = 0; i < prints.size(); ++i)
      list.push_back({&report, &report.findings[i], std::move(prints[i]), change_of(report, i)});
  }
  return list;
}

void sort_by_severity(std::vector<Listed>& list) {
  const auto worse = [](const Listed& a, const Listed& b) { return rank(*a.finding) > rank(*b.finding); };
  std::stable_sort(list.begin(), list.end(), worse);
}

}  // namespace mailauth::report
