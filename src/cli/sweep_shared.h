#pragma once
// What the threads of `mailauth sweep` share: the list, the output, the history and the progress.

#include <mutex>
#include <optional>
#include <string>

#include "audit/audit.h"
#include "cli/clock.h"
#include "cli/commands/sweep.h"
#include "cli/sweep_progress.h"
#include "results/history.h"
#include "sweep/list.h"
#include "sweep/output.h"

namespace mailauth::cli {

// Where the lines go, and the name that the file has when it is complete.
struct SweepTarget {
  std::string path, complete;  // the second one empty: it is the first
  bool resume = false;
};

// Every member function may be called by each thread, finish() when they have ended.
class SharedSweep {
 public:
  SharedSweep(const SweepOptions& options, const sweep::Shard& shard, const SweepTarget& target);

  // The next domain of the list. Nothing: there is none, or, when has_more(), only not yet.
  std::optional<facts::Request> next();
  bool has_more();
  void done(const audit::Audit& audit);
  void tick(std::size_t thread, ThreadProgress now);  // several times a second, by each thread
  ExitCode finish();                                  // writes the summary

 private:
  using Clock = std::chrono::steady_clock;

  void add_resumed_to_history();
  std::optional<facts::Request> next_of_list();
  std::optional<facts::Past> past_of(const dns::Name& domain);
  std::optional<double> fraction();
  void report_remarks() const;
  results::Summary summary() const;
  void close_output();

  const SweepOptions& options_;
  const SweepTarget target_;
  facts::Request request_;  // of every domain
  const text::Date today_ = today();
  sweep::Resumed resumed_;
  std::mutex list_mutex_;
  sweep::DomainList list_;
  std::mutex out_mutex_;  // of all that follows
  sweep::Output out_;
  std::optional<results::History> history_;
  sweep::Outcomes outcomes_;
  SweepProgress progress_;
};

}  // namespace mailauth::cli
