#pragma once
// What `mailauth sweep` was asked for.

#include <cstddef>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/shared/audit_options.h"
#include "project/config.h"
#include "results/result.h"

namespace mailauth::cli {

struct SweepOptions {
  std::vector<std::string> lists;  // files, or "-"
  std::string out = "-";
  std::string shard;    // as typed; empty: the whole list; otherwise `out` is a folder
  std::string history;  // a file that knows earlier sweeps and gets this one; empty: not wanted
  results::Detail detail = results::Detail::findings;
  bool resume = false;
  bool quiet = false;
  bool thorough = false;
  unsigned threads = 0;         // 0: one for each core
  std::size_t concurrency = 0;  // questions under way; 0: as many as the resolvers can take
  std::size_t rate = 0;         // questions a second; 0: the same
  AuditOptions audit;           // of it: what is asked of each domain, and the resolvers
  project::Choice config;

  SweepOptions() { audit.resolver.timeout = std::chrono::milliseconds(1000); }  // others wait, too
};

}  // namespace mailauth::cli
