#pragma once
// What the DNS says about the MTA-STS of a domain (RFC 8461).

#include <span>

#include "dns/answer.h"
#include "records/mta_sts.h"

namespace mailauth::facts {

// Whether senders may insist on TLS to the mail hosts of the domain. The policy itself is served over HTTPS.
struct MtaStsFacts {
  const dns::Answer* answer = nullptr;                // TXT at _mta-sts.<domain>; null when nobody asked
  std::span<const records::mta_sts::Record> records;  // that senders keep; with several they use none
  std::span<const records::mta_sts::Record> meant;    // that were meant to be one
  // Of the host that serves the policy, mta-sts.<domain>; null unless there is a record that senders use.
  const dns::Answer* host_a = nullptr;
  const dns::Answer* host_aaaa = nullptr;

  const records::mta_sts::Record* record() const { return records.size() == 1 ? &records.front() : nullptr; }
};

}  // namespace mailauth::facts
