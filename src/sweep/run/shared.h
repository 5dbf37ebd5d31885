#pragma once
// What the threads of a run share: the list, the output, the history and the progress.

#include <atomic>
#include <mutex>
#include <optional>

#include "audit/audit.h"
#include "results/history.h"
#include "sweep/list.h"
#include "sweep/output.h"
#include "sweep/run.h"
#include "sweep/run/meter.h"

namespace mailauth::sweep {

// Every member function may be called by each thread, finish() when they have ended.
class Shared {
 public:
  Shared(const RunOptions& options, const Listener& listener, const std::atomic<bool>& stop);

  // The next domain of the list. Nothing: there is none, or, when has_more(), only not yet.
  std::optional<facts::Request> next();
  bool has_more();
  void done(const audit::Audit& audit);
  void tick(std::size_t thread, ThreadProgress now);  // several times a second, by each thread
  End finish();                                       // writes the summary

 private:
  using Clock = std::chrono::steady_clock;

  void add_resumed_to_history();
  std::optional<facts::Request> next_of_list();
  std::optional<facts::Past> past_of(const dns::Name& domain);
  std::optional<double> fraction_read();
  void report_remarks() const;
  results::OutcomeCounts all_counts() const;  // also of what was resumed
  results::Worst all_worst() const;           // the same
  results::Summary summary() const;
  void close_output();

  const RunOptions& options_;
  const Listener& listener_;
  const std::atomic<bool>& stop_;
  std::mutex list_mutex_;  // of the list
  DomainList list_;        // before the output: without a domain nothing is written
  Resumed resumed_;
  std::mutex out_mutex_;  // of all that follows
  Output out_;
  std::optional<results::History> history_;
  Outcomes outcomes_;
  Meter meter_;
};

}  // namespace mailauth::sweep
