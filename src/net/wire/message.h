#pragma once
// A DNS message once it has been taken apart, by whomever, and what it says about a question.

#include <optional>
#include <string>
#include <vector>

#include "dns/answer.h"

namespace mailauth::net {

// Of the authority section only matters who denies and for how long (RFC 2308 3 and 5), or who is referred to.
struct Authority {
  dns::Name owner;
  dns::Type type = dns::Type::soa;  // or ns
  uint32_t ttl = 0;
  uint32_t minimum = 0;  // of an SOA
};

// RFC 1035 4.1.1, RFC 6891 9
inline constexpr unsigned rcode_formerr = 1, rcode_nxdomain = 3, rcode_notimp = 4, rcode_refused = 5,
                          rcode_badvers = 16;

struct Message {
  bool response = false;             // QR
  bool truncated = false;            // TC
  bool recursion_available = false;  // RA
  bool authoritative = false;        // AA
  bool authenticated = false;        // AD
  unsigned rcode = 0;
  std::vector<dns::Record> answers;         // at least those of the type asked for and the CNAMEs
  std::vector<dns::Name> dname_owners;      // of the DNAMEs in the answer section
  bool unreadable = false;                  // one of these could not be read, such as a name that is too long
  bool has_rest = false;                    // octets behind the last record
  bool has_others = false;                  // records of other types were there, too
  std::vector<Authority> authority;         // SOA and NS
  std::optional<std::string> error_reason;  // Extended DNS Error (RFC 8914)
};

// Never pending. `detail` says what was wrong with a message that is no answer; `size` is not known here.
dns::Answer read_answer(dns::Question question, Message message);

// The answer to what a CNAME led to, as the answer to the question that `alias` answers up to there.
dns::Answer behind_alias(dns::Answer alias, dns::Answer answer);

// With the highest bit set a TTL counts as zero (RFC 2181 8).
uint32_t sane_ttl(uint32_t ttl);

// Of the failures of several tries the one is reported that says most about the name: the one with more weight.
int weight(dns::Outcome outcome);

}  // namespace mailauth::net
