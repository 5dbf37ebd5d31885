#pragma once
// The evidence and the audits that the options of a command ask for: over the live DNS, from zone files, or from a
// recording.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "cli/live.h"
#include "cli/shared/audit_options.h"
#include "dns/snapshot.h"

namespace mailauth::cli {

// Nothing when Ctrl-C came first; it has been said then. Throws UsageError.
std::optional<std::vector<audit::Audit>> audits_of(const AuditOptions& options);

// Evidence for a command that asks something else about a domain: `pass` does. As above.
using Pass = std::function<void(dns::Evidence&)>;
std::optional<dns::Evidence> evidence_of(const AuditOptions& options, const std::string& domain, const Pass& pass);

// Evidence for one question after the other, each about something of its own: a domain, a message.
class EvidenceSource {
 public:
  explicit EvidenceSource(const AuditOptions& options);
  ~EvidenceSource();

  // What `pass` asks for, as far as it can be known. `recorded`: what a recording calls it.
  dns::Evidence gather(const dns::Snapshot::Audit& recorded, const Pass& pass);
  // For --record, when it is not needed any more.
  void keep(dns::Snapshot::Audit recorded);
  void end();  // writes the recording

 private:
  const AuditOptions& options_;
  SharedZone zone_;
  std::unique_ptr<Live> live_;
  dns::Snapshot replayed_, kept_;
};

// What the options ask of every domain. Throws UsageError.
facts::Request request_for_any_domain(const AuditOptions& options);

// A domain as people type it. `what` stands before it in an error: "--mail-from ".
dns::Name domain_of(const std::string& typed, std::string_view what);

}  // namespace mailauth::cli
