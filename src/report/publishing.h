#pragma once
// What publishing changes at a domain. Only what the DNS did answer is compared, before and after.

#include <optional>
#include <string>
#include <vector>

#include "report/report.h"

namespace mailauth::report {

struct Publishing {
  // A value before and after; nothing: not known. Both are there for what is the same, too.
  struct Step {
    std::optional<std::string> before, after;
    bool differs() const { return before && after && before != after; }
  };
  Step policy;       // that receivers apply to the domain: "reject"; "none published" without DMARC
  Step spf_lookups;  // "7"; "no SPF"
  std::vector<std::string> lost_senders, new_senders;      // whom SPF permits: mail services by name, others by term
  std::vector<std::string> lost_selectors, new_selectors;  // with a usable key
  std::vector<rules::Finding> new_findings, gone_findings;
};

Publishing publishing(const DomainReport& before, const DomainReport& after);

}  // namespace mailauth::report
