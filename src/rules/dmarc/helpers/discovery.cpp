#include "rules/dmarc/helpers/discovery.h"

#include <algorithm>

namespace mailauth::rules {

bool has_no_record(const facts::Discovery& discovery, const dns::Name& domain) {
  const auto at = std::find_if(discovery.walk.begin(), discovery.walk.end(),
                               [&](const facts::DmarcAtName& each) { return each.domain == domain; });
  if (at == discovery.walk.end() || at->answer == nullptr || !at->records.empty()) return false;
  return at->answer->absent() || at->answer->found();
}

const facts::DmarcAtName* record_only_between(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  const dns::Name& organization = discovery.suffix_list.organizational_domain;
  if (discovery.unknown() || !facts.dmarc.at_domain.records.empty()) return nullptr;
  if (organization == facts.domain() || !has_no_record(discovery, organization)) return nullptr;
  for (const facts::DmarcAtName& at : discovery.walk)
    if (at.record() != nullptr && !at.record()->psd && at.domain != organization && at.domain.is_within(organization))
      return &at;
  return nullptr;
}

bool speaks_for_subdomains(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  return facts.domain() == discovery.tree_walk.organizational_domain ||
         facts.domain() == discovery.suffix_list.organizational_domain;
}

}  // namespace mailauth::rules
