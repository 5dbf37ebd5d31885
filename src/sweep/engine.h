#pragma once
// Many audits under way at once, over one transport, on one thread.
//
// A domain's questions go out in waves: all that is known to be needed, then, when every answer of the wave is there,
// what these make necessary. So facts are collected four or five times a domain, not once an answer.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "audit/audit.h"
#include "net/answer_memory.h"
#include "net/transport.h"

namespace mailauth::sweep {

struct EngineOptions {
  // Domains that are looked at; with the cache, all that memory depends on. Five times as many more may wait for the
  // answer to their first question, when that does not come within a second, and 32 that are complete to be judged.
  std::size_t max_active = 1000;
  net::CacheOptions cache{.max_entries = 20000};
  bool repairs = false;  // propose records to publish, as `check` does
};

// Where the work of an engine comes from and goes to.
struct Work {
  std::function<std::optional<facts::Request>()> next;     // nothing: there is no more
  std::function<void(audit::Audit audit)> done;            // in the order in which audits end
  std::function<void(std::size_t active)> tick = nullptr;  // several times a second
  std::function<bool()> more = nullptr;                    // after next() gave nothing: it will later
};

// Runs until there is no more work and nothing is under way, or stop() says so: then what is under way is dropped, and
// what is complete is judged.
// The transport must answer every question, at the latest as a timeout.
void run_engine(const Work& work, net::Transport transport, const EngineOptions& options,
                const std::function<bool()>& stop);

}  // namespace mailauth::sweep
