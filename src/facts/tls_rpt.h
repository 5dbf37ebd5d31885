#pragma once
// What is known about the TLS-RPT record of a domain (RFC 8460).

#include <span>
#include <vector>

#include "dns/answer.h"
#include "records/tls_rpt.h"

namespace mailauth::facts {

// Where TLS-RPT reports go.
struct TlsReportDestination {
  text::Span uri;  // in the record
  dns::Name host;
  const dns::Answer* mx = nullptr;  // of a mailbox; null for a web server
  const dns::Answer* a = nullptr;   // both null if there is an MX
  const dns::Answer* aaaa = nullptr;
};

// Reports about mail to the domain that could not be sent over TLS (RFC 8460).
struct TlsRptFacts {
  const dns::Answer* answer = nullptr;                // TXT at _smtp._tls.<domain>; null when nobody asked
  std::span<const records::tls_rpt::Record> records;  // that senders keep; with several they use none
  std::span<const records::tls_rpt::Record> meant;    // that were meant to be one
  std::vector<TlsReportDestination> destinations;     // of the only record
  std::vector<const dns::Answer*>
      elsewhere;  // TXT at names that people take for it: empty unless it is absent, and hosts receive mail

  const records::tls_rpt::Record* record() const { return records.size() == 1 ? &records.front() : nullptr; }
};

}  // namespace mailauth::facts
