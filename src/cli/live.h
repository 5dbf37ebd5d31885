#pragma once
// The DNS of today for one command.

#include <memory>
#include <string>
#include <vector>

#include "cli/waiting.h"
#include "dns/evidence.h"
#include "net/cache.h"
#include "net/resolver.h"

namespace mailauth::cli {

struct Live {
  explicit Live(const net::ResolverOptions& options);  // from now on Ctrl-C stops what is asked
  net::Resolver resolver;
  net::Cache cache;  // several domains share what they include
  Waiting waiting;
  net::Transport transport;
};

// Evidence with `zone`, which comes from `files`, over the live DNS; null: over nothing. Several audits may share it.
using SharedZone = std::shared_ptr<const dns::Zone>;
dns::Evidence evidence_over(const Live* live, SharedZone zone, const std::vector<std::string>& files);

}  // namespace mailauth::cli
