// `mailauth history DOMAIN`: since when it is as it is, from what sweeps have kept.

#include "mailauth/sweep/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/audits.h"
#include "cli/terminal.h"
#include "mailauth/text/ascii.h"

namespace mailauth::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string day(const std::string& time) { return text::escape_bytes(time.substr(0, 10)); }

std::string history_text(const std::string& domain, const std::vector<sweep::Period>& periods) {
  std::string text =
      fmt::format("{}, seen from {} to {}\n\n", domain, day(periods.front().first), day(periods.back().last));
  const std::vector<sweep::Aspect> aspects = sweep::aspects(periods);
  std::size_t width = 0;  // of the first column: selectors are long or short
  for (const sweep::Aspect& aspect : aspects) width = std::max(width, text::escape_bytes(aspect.what).size());
  for (const sweep::Aspect& aspect : aspects)
    text += fmt::format("  {:<{}}  {:<24} since {}\n", text::escape_bytes(aspect.what), width,
                        text::escape_bytes(aspect.value), day(aspect.first));
  return text;
}

std::string history_json(const std::string& domain, const std::vector<sweep::Period>& periods) {
  Json json;
  json["domain"] = domain;
  json["first"] = periods.front().first;
  json["last"] = periods.back().last;
  json["aspects"] = Json::array();
  for (const sweep::Aspect& aspect : sweep::aspects(periods))
    json["aspects"].push_back({{"what", aspect.what}, {"value", aspect.value}, {"since", aspect.first}});
  return json.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace

ExitCode run(const HistoryOptions& options) {
  const std::string domain = domain_of(options.domain, "").text();
  const auto periods = sweep::History::read(options.file).since(domain);
  if (periods.empty()) throw UsageError(fmt::format("{} knows nothing of {}", options.file, domain));
  print(options.output.format == Format::json ? history_json(domain, periods) : history_text(domain, periods));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
