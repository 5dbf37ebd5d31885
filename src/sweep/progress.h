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
#include "results/result.h"

namespace mailauth::sweep {

// What came out so far. Every domain is counted in exactly one of `sound` to `unresolved`.
struct Outcomes {
  std::size_t domains = 0;
  std::size_t sound = 0;                     // no error was found
  std::size_t errors = 0;                    // at least one
  std::size_t no_mail = 0;                   // it does not exist, or sends no mail
  std::size_t unresolved = 0;                // the DNS left something open
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

// One line for a log: "641208 64.1% 4310/s eta=83s ok=598114 err=31420 nomail=9870 unres=1804"
std::string progress_line(const Progress& progress);
// At most a dozen lines for a terminal, to be drawn over the last ones.
std::string progress_block(const Progress& progress, const report::TextStyle& style);

}  // namespace mailauth::sweep
