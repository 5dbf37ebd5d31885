#pragma once
// The loop between what asks and the network.

#include <atomic>
#include <chrono>
#include <functional>

#include "dns/evidence.h"
#include "net/transport.h"

namespace mailauth::audit {

struct Limits {
  std::chrono::milliseconds deadline{20000};  // for all questions together
};

// Runs `pass`, which asks the evidence, puts what is missing to the network, and runs it again when answers have come,
// until nothing is missing. At the deadline, or when `stop` is set, what is pending becomes a timeout (not asked, when
// stopped).
void gather(const std::function<void(dns::Evidence&)>& pass, dns::Evidence& evidence, net::Transport& transport,
            const Limits& limits, const std::atomic<bool>& stop);

}  // namespace mailauth::audit
