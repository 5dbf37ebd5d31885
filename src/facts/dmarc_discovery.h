#pragma once
// Which DMARC record receivers use for a domain, by both methods: the tree walk of RFC 9989 4.10 and the
// public suffix list of RFC 7489 6.6.3 and 3.2.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dns/evidence.h"
#include "records/dmarc.h"

namespace mailauth::facts {

inline constexpr std::size_t max_walk_queries = 8;  // RFC 9989 4.10

// What stands at _dmarc.<domain>.
struct DmarcAtName {
  dns::Name domain;
  dns::Name owner;                                     // _dmarc.<domain>
  const dns::Answer* answer = nullptr;                 // null when the name would be too long; it keeps these:
  std::span<const records::dmarc::Record> records;     // those that receivers keep
  std::span<const records::dmarc::Record> lookalikes;  // those that were meant to be one
  std::span<const text::Source> unrelated;             // other TXT

  const records::dmarc::Record* record() const { return records.size() == 1 ? &records.front() : nullptr; }
};

// What one generation of receivers makes of it.
struct DmarcView {
  dns::Name organizational_domain;
  std::optional<dns::Name> policy_domain;          // where the record in force was found
  const records::dmarc::Record* record = nullptr;  // that record; null: there is none
  bool inherited = false;                          // it is not the domain's own
  // The policy asked of receivers, after all rules on faulty tags; nothing: no DMARC. RFC 9989 receivers
  // apply one level less with t=y: that is in here.
  // `domain` is asked for the domain itself; the others for names below it without a record of their own, which
  // look at the organizational domain and not here.
  std::optional<records::dmarc::Policy> domain, subdomains, nonexistent;
  bool unknown = false;                 // a lookup that `domain` depends on failed (or is pending)
  bool organizational_unknown = false;  // the same for organizational_domain and the other policies
};

struct Discovery {
  std::vector<DmarcAtName> walk;  // every name of either method: the tree walk's up to its end, then the others
  DmarcView tree_walk;            // RFC 9989
  DmarcView suffix_list;          // RFC 7489

  bool found() const { return tree_walk.record != nullptr || suffix_list.record != nullptr; }
  bool unknown() const { return tree_walk.unknown || suffix_list.unknown; }
};

// `organizational`: what organizational_domain_by_suffix_list() says of the domain.
Discovery discover_dmarc(const dns::Name& domain, const dns::Name& organizational, dns::Evidence& evidence);
DmarcAtName dmarc_at(const dns::Name& domain, dns::Evidence& evidence);
// Zone files of a domain never speak for _dmarc.com: without the network such a name is no gap worth naming.
bool is_registry_nobody_asked(const DmarcAtName& at);

// The organizational domain of any name by either method. The tree walk asks.
dns::Name organizational_domain_by_suffix_list(const dns::Name& name);
dns::Name organizational_domain_by_tree_walk(const dns::Name& name, dns::Evidence& evidence);
bool is_public_suffix(const dns::Name& name);
std::optional<dns::Name> registrable_domain(const dns::Name& name);  // nothing for a public suffix itself

}  // namespace mailauth::facts
