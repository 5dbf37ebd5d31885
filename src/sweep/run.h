#pragma once
// A whole sweep: threads, each with a resolver and an engine of its own, over one list, one output and one history.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "facts/facts.h"
#include "net/resolver.h"
#include "results/result.h"
#include "sweep/progress.h"
#include "sweep/shard.h"
#include "text/date.h"

namespace mailauth::sweep {

// Where the lines go, and the name that the file has when it is complete.
struct Target {
  std::string path, complete;  // the second one empty: it is the first
  bool resume = false;         // go on with what is there
};

struct RunOptions {
  std::vector<std::string> lists;  // files, or "-"
  Shard shard;
  Target target;
  std::string history;  // a file that knows earlier sweeps and gets this one; empty: not wanted
  text::Date today{};   // for which the history says since when something is so
  results::Detail detail = results::Detail::findings;  // of the lines
  facts::Request request;                              // put to every domain
  net::ResolverOptions resolver;                       // of all threads together
  std::size_t threads = 0;                             // 0: one for each core
};

// All of them are called by one thread at a time.
struct Listener {
  std::function<void(const std::string& line)> remark;  // what a person should know, on one line
  std::function<void()> begun;                          // the files are open: from now on `stop` is looked at
  std::function<void(const Progress& now)> progress;    // many times a second, until `ended`
  std::function<void()> ended;                          // every domain has its line, or `stop` came first
};

struct End {
  Outcomes outcomes;              // of this run, without what was resumed
  results::OutcomeCounts counts;  // of all
  results::Worst worst;           // of all
  std::chrono::milliseconds elapsed{0};
  bool interrupted = false;
  std::string list_error;  // a list that could not be read to its end, or has no domain; empty: there is none
};

// Goes on until the lists end or `stop` turns true. Throws std::runtime_error when no list has a domain: nothing is
// written then; or a file cannot be read or written, or no resolver answers: the output can be gone on with then.
End run(const RunOptions& options, const Listener& listener, const std::atomic<bool>& stop);

}  // namespace mailauth::sweep
