// `mailauth history DOMAIN`: since when it is as it is, from what sweeps have kept.

#include "results/history.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/audits.h"
#include "cli/commands.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "text/ascii.h"
#include "text/json.h"

namespace mailauth::cli::commands {

namespace {

struct HistoryOptions {
  std::string domain;  // as typed
  std::string file;
  OutputOptions output;
};

void declare(Command& command, HistoryOptions& history) {
  add_argument(command, "DOMAIN", history.domain, "the domain", Need::required);
  add_text(command, {"--history", "FILE", "a file that sweeps have added to"}, history.file, Need::required);
  add_format(command, history.output);
}

std::string day(const std::string& time) { return text::escape_bytes(time.substr(0, 10)); }

std::string history_text(const std::string& domain, const std::vector<results::Period>& periods) {
  std::string text =
      fmt::format("{}, seen from {} to {}\n\n", domain, day(periods.front().first), day(periods.back().last));
  const std::vector<results::Aspect> aspects = results::aspects(periods);
  std::size_t width = 0;  // of the first column: selectors are long or short
  for (const results::Aspect& aspect : aspects) width = std::max(width, text::escape_bytes(aspect.what).size());
  for (const results::Aspect& aspect : aspects)
    text += fmt::format("  {:<{}}  {:<24} since {}\n", text::escape_bytes(aspect.what), width,
                        text::escape_bytes(aspect.value), day(aspect.first));
  return text;
}

std::string history_json(const std::string& domain, const std::vector<results::Period>& periods) {
  text::JsonWriter out({.indent = 2});
  out.object([&] {
    out.text("domain", domain).text("first", periods.front().first).text("last", periods.back().last);
    out.objects("aspects", results::aspects(periods), [&](const results::Aspect& aspect) {
      out.text("what", aspect.what).text("value", aspect.value).text("since", aspect.first);
    });
  });
  return out.take() + "\n";
}

ExitCode run(const HistoryOptions& options) {
  const std::string domain = domain_of(options.domain, "").text();
  const auto periods = results::History::read(options.file).since(domain);
  if (periods.empty()) throw UsageError(fmt::format("{} knows nothing of {}", options.file, domain));
  print(options.output.format == Format::json ? history_json(domain, periods) : history_text(domain, periods));
  return ExitCode::clean;
}

}  // namespace

Action history(Command& command) { return action<HistoryOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
