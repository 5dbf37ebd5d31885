#include "sweep/run/shared.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "report/report.h"
#include "results/result_file.h"
#include "sweep/audit_result.h"

namespace mailauth::sweep {

namespace {

std::string now_utc() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", now);
}

// `check --format json` of one domain, on one line.
std::string full_report(const audit::Audit& audit) {
  return report::to_json_object({audit.facts, audit.findings, audit.verdict, audit.evidence.cost});
}

dns::Name name_of(const ListItem& item) {
  auto name = dns::Name::parse(item.domain);
  if (!name) throw std::runtime_error(fmt::format("'{}' is no domain name", item.domain));
  return *name;
}

// Throws where there is nothing to do.
DomainList list_with_domains(const RunOptions& options, const std::atomic<bool>& stop) {
  DomainList list(options.lists, {.shard = options.shard, .stop = &stop, .wait = false});
  list.expect_domains();
  return list;
}

}  // namespace

Shared::Shared(const RunOptions& options, const Listener& listener, const std::atomic<bool>& stop)
    : options_(options),
      listener_(listener),
      stop_(stop),
      list_(list_with_domains(options, stop)),
      resumed_(options.target.resume ? resume(options.target.path) : Resumed{}),
      out_(options.target.path) {
  if (!options.history.empty()) history_.emplace(options.history);
  if (resumed_.had_half_line)
    listener_.remark(fmt::format("half a line at the end of {} is cut off", options.target.path));
  if (resumed_.done.size() == 0) return;
  listener_.remark(fmt::format("{} domains are done already", resumed_.done.size()));
  add_resumed_to_history();
}

// What an earlier run has written may not have come into the history: that is committed in large pieces.
void Shared::add_resumed_to_history() {
  if (!history_) return;
  results::read_results(options_.target.path, [this](const results::Result& result) { history_->add(result); });
  history_->commit();
}

std::optional<facts::Request> Shared::next() {
  auto request = next_of_list();
  if (request && history_) request->past = past_of(request->domain);
  return request;
}

std::optional<facts::Request> Shared::next_of_list() {
  const std::scoped_lock lock(list_mutex_);
  while (const auto item = list_.next()) {
    if (resumed_.done.contains(item->domain)) continue;
    facts::Request request = options_.request;
    request.domain = name_of(*item);
    return request;
  }
  return std::nullopt;
}

bool Shared::has_more() {
  const std::scoped_lock lock(list_mutex_);
  return !list_.ended() && !stop_;
}

std::optional<facts::Past> Shared::past_of(const dns::Name& domain) {
  const std::scoped_lock lock(out_mutex_);
  return results::past_of(history_->since(domain.text()), options_.today);
}

void Shared::done(const audit::Audit& audit) {
  const results::Result result = result_of(audit, now_utc());
  const bool full = options_.detail == results::Detail::full;
  const std::string line = to_line(result, options_.detail, full ? full_report(audit) : "");
  const std::scoped_lock lock(out_mutex_);
  out_.write(line, Clock::now());
  if (history_) history_->add(result);
  count(result, outcomes_);
}

void Shared::tick(std::size_t thread, ThreadProgress now) {
  const std::optional<double> read = fraction_read();
  const std::scoped_lock lock(out_mutex_);
  out_.tick(Clock::now());
  meter_.note(thread, std::move(now));
  listener_.progress(meter_.progress(outcomes_, read));
}

std::optional<double> Shared::fraction_read() {
  const std::scoped_lock lock(list_mutex_);
  const auto total = list_.bytes_total();
  if (!total || *total == 0) return std::nullopt;
  return static_cast<double>(list_.bytes_read()) / static_cast<double>(*total);
}

End Shared::finish() {
  listener_.ended();
  report_remarks();
  out_.write(to_line(summary()), Clock::now());
  if (history_) history_->commit();
  close_output();
  return {.outcomes = outcomes_,
          .counts = all_counts(),
          .worst = all_worst(),
          .elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(meter_.elapsed()),
          .interrupted = stop_,
          .list_error = list_.error().empty() ? list_.without_domains() : list_.error()};
}

void Shared::report_remarks() const {
  for (const Remark& remark : list_.junk()) listener_.remark(to_string(remark));
  if (list_.counts().junk > list_.junk().size())
    listener_.remark(fmt::format("and {} more that are no domain", list_.counts().junk - list_.junk().size()));
  if (list_.counts().duplicates > 0)
    listener_.remark(
        fmt::format("{} repeated; the first: {}", list_.counts().duplicates, to_string(list_.duplicates().front())));
}

results::OutcomeCounts Shared::all_counts() const {
  results::OutcomeCounts all = resumed_.counts;
  all.add(outcomes_.counts);
  return all;
}

results::Worst Shared::all_worst() const {
  results::Worst all = resumed_.worst;
  all.add(outcomes_.worst);
  return all;
}

results::Summary Shared::summary() const {
  const results::OutcomeCounts counts = all_counts();
  return {.domains = outcomes_.domains + resumed_.done.size(),
          .complete = counts.domains() - counts.of(results::Outcome::not_known),
          .duplicates = list_.counts().duplicates,
          .junk = list_.counts().junk,
          .queries = outcomes_.queries,
          .cached = outcomes_.cached,
          .elapsed_s = meter_.elapsed().count(),
          .interrupted = stop_};
}

// A part appears under its name when it is complete.
void Shared::close_output() {
  const std::string& complete = options_.target.complete;
  if (complete.empty() || stop_ || !list_.error().empty())
    out_.close();
  else
    out_.publish(complete);
}

}  // namespace mailauth::sweep
