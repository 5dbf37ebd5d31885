#pragma once
// How far a sweep is, for people and for log files.

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "net/resolver.h"
#include "report/report.h"
#include "results/outcome.h"
#include "results/result.h"
#include "results/worst.h"

namespace mailauth::sweep {

// What came out so far.
struct Outcomes {
  std::size_t domains = 0;
  results::OutcomeCounts counts;  // of them
  results::Worst worst;
  std::map<std::string, std::size_t> rules;  // findings of severity error, by rule
  std::size_t queries = 0, cached = 0;
};
void count(const results::Result& result, Outcomes& outcomes);

using ResolverHealth = net::Resolver::Health;
// Each thread has a resolver of its own over the same servers: what all of them together have under way. `all` has each
// server once.
void add(const ResolverHealth& of_thread, std::vector<ResolverHealth>& all);

struct Progress {
  const Outcomes& outcomes;
  std::chrono::milliseconds elapsed;
  std::optional<double> fraction;         // of the list that is done, 0 to 1; nothing when its length is not known
  std::size_t active = 0;                 // domains under way
  std::vector<ResolverHealth> resolvers;  // each server once
};

// One line for a log:
// "641,208 domains, 64 %, 4,310/s, 1m 23s to go: ok 598,114, errors 31,420, no mail 9,870, not known 1,804"
std::string progress_line(const Progress& progress);
// Of all domains when it has ended, some of which an earlier run had done.
std::string end_line(const results::OutcomeCounts& all, std::size_t now, std::chrono::milliseconds elapsed);
// At most a dozen lines for a terminal, to be drawn over the last ones.
std::string progress_block(const Progress& progress, const report::TextStyle& style);

}  // namespace mailauth::sweep
