#include "cli/sweep_shared.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <utility>

#include "cli/audits.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "report/report.h"
#include "results/result_file.h"
#include "sweep/audit_result.h"

namespace mailauth::cli {

namespace {

std::string now_utc() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", now);
}

// `check --format json` of one domain, on one line.
std::string full_report(const audit::Audit& audit) {
  return report::to_json_object({audit.facts, audit.findings, audit.verdict, audit.evidence.cost});
}

std::string_view how_to_go_on(const SweepTarget& target) {
  if (target.path == "-") return "interrupted";
  return target.resume ? "interrupted: the same command goes on"
                       : "interrupted: the same command with --resume goes on";
}

}  // namespace

SharedSweep::SharedSweep(const SweepOptions& options, const sweep::Shard& shard, const SweepTarget& target)
    : options_(options),
      target_(target),
      request_(request_for_any_domain(options.audit)),
      resumed_(target.resume ? sweep::resume(target.path) : sweep::Resumed{}),
      list_(options.lists, {.shard = shard, .stop = &interrupted(), .wait = false}),
      out_(target.path),
      progress_(options.quiet) {
  request_.effort = options.thorough ? facts::Effort::thorough : facts::Effort::sweep;
  if (!options.history.empty()) history_.emplace(options.history);
  if (resumed_.done.size() == 0) return;
  print_error(fmt::format("{} domains are done already", resumed_.done.size()));
  add_resumed_to_history();
}

// What an earlier run has written may not have come into the history: that is committed in large pieces.
void SharedSweep::add_resumed_to_history() {
  if (!history_) return;
  results::read_results(target_.path, [this](const results::Result& result) { history_->add(result); });
  history_->commit();
}

std::optional<facts::Request> SharedSweep::next() {
  auto request = next_of_list();
  if (request && history_) request->past = past_of(request->domain);
  return request;
}

std::optional<facts::Request> SharedSweep::next_of_list() {
  const std::scoped_lock lock(list_mutex_);
  while (const auto item = list_.next()) {
    if (resumed_.done.contains(item->domain)) continue;
    facts::Request request = request_;
    request.domain = domain_of(item->domain, "");
    return request;
  }
  return std::nullopt;
}

bool SharedSweep::has_more() {
  const std::scoped_lock lock(list_mutex_);
  return !list_.ended() && !interrupted();
}

std::optional<facts::Past> SharedSweep::past_of(const dns::Name& domain) {
  const std::scoped_lock lock(out_mutex_);
  return results::past_of(history_->since(domain.text()), today_);
}

void SharedSweep::done(const audit::Audit& audit) {
  const results::Result result = sweep::result_of(audit, now_utc());
  const bool full = options_.detail == results::Detail::full;
  const std::string line = to_line(result, options_.detail, full ? full_report(audit) : "");
  const std::scoped_lock lock(out_mutex_);
  out_.write(line, Clock::now());
  if (history_) history_->add(result);
  sweep::count(result, outcomes_);
}

void SharedSweep::tick(std::size_t thread, ThreadProgress now) {
  const std::optional<double> done = fraction();
  const std::scoped_lock lock(out_mutex_);
  out_.tick(Clock::now());
  progress_.show(thread, std::move(now), outcomes_, done);
}

std::optional<double> SharedSweep::fraction() {
  const std::scoped_lock lock(list_mutex_);
  const auto total = list_.bytes_total();
  if (!total || *total == 0) return std::nullopt;
  return static_cast<double>(list_.bytes_read()) / static_cast<double>(*total);
}

ExitCode SharedSweep::finish() {
  progress_.clear();
  report_remarks();
  out_.write(to_line(summary()), Clock::now());
  if (history_) history_->commit();
  close_output();
  if (!options_.quiet) progress_.say_end(outcomes_);
  if (interrupted()) {
    print_error(how_to_go_on(target_));
    return ExitCode::interrupted;
  }
  if (!list_.error().empty()) throw UsageError(list_.error());
  return ExitCode::clean;  // every domain has its line; what is in it, `mailauth summary` tells
}

void SharedSweep::report_remarks() const {
  for (const sweep::Remark& remark : list_.junk()) print_error(to_string(remark));
  if (list_.counts().junk > list_.junk().size())
    print_error(fmt::format("and {} more that are no domain", list_.counts().junk - list_.junk().size()));
  if (list_.counts().duplicates > 0)
    print_error(
        fmt::format("{} repeated; the first: {}", list_.counts().duplicates, to_string(list_.duplicates().front())));
}

results::Summary SharedSweep::summary() const {
  return {.domains = outcomes_.domains + resumed_.done.size(),
          .complete = outcomes_.domains - outcomes_.unresolved + resumed_.complete,
          .duplicates = list_.counts().duplicates,
          .junk = list_.counts().junk,
          .queries = outcomes_.queries,
          .cached = outcomes_.cached,
          .elapsed_s = progress_.elapsed().count(),
          .interrupted = interrupted()};
}

// A part appears under its name when it is complete.
void SharedSweep::close_output() {
  if (target_.complete.empty() || interrupted() || !list_.error().empty())
    out_.close();
  else
    out_.publish(target_.complete);
}

}  // namespace mailauth::cli
