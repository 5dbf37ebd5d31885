// `mailauth config show`: every value, and where it came from.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/config/config.h"
#include "cli/terminal.h"
#include "mailauth/text/ascii.h"

namespace mailauth::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view by_default = "default";

std::string severity_word(const SeverityChoice& choice) {
  return std::string(choice.severity ? rules::to_string(*choice.severity) : "off");
}

std::string line(std::string_view name, std::string_view value, std::string_view from, bool utf8) {
  const std::string row =
      fmt::format("{:<13} {:<32} {}", name, value.empty() ? "-" : text::escape_for_display(value, utf8),
                  text::escape_for_display(from, utf8));
  return std::string(text::trim(row)) + "\n";
}

std::string ignored(const Ignore& ignore) {
  const std::string until = ignore.until ? " until " + text::to_string(*ignore.until) : "";
  return fmt::format("{} at {}{}: {}", ignore.rule, ignore.domain, until, ignore.reason);
}

std::string to_text(const config::Config& config, bool utf8) {
  std::string out = line("file", config.file, config.file.empty() ? "there is none" : "", utf8);
  for (const config::Key& key : config::keys()) {
    const config::Setting* setting = find(config, key);
    out += setting == nullptr ? line(key.name, key.usual, by_default, utf8)
                              : line(key.name, text::join(setting->values, ", "), setting->from, utf8);
  }
  for (const auto& [rule, choice] : config.policy.severities)
    out +=
        line("severity", fmt::format("{} = {}", rule, severity_word(choice)), config::to_string(choice.position), utf8);
  for (const Ignore& ignore : config.policy.ignores)
    out += line("ignore", ignored(ignore), config::to_string(ignore.position), utf8);
  return out;
}

Json setting_json(const config::Key& key, const config::Setting* setting) {
  Json json{{"key", key.name}, {"option", key.option}, {"environment", environment_variable(key)}};
  if (setting == nullptr)
    json["value"] = key.usual.empty() ? Json(nullptr) : Json(key.usual);
  else
    json["value"] = key.kind == config::Kind::list ? Json(setting->values) : Json(setting->values.front());
  json["from"] = setting == nullptr ? std::string(by_default) : setting->from;
  return json;
}

Json ignore_json(const Ignore& ignore) {
  return {{"rule", ignore.rule},
          {"domain", ignore.domain},
          {"until", ignore.until ? Json(text::to_string(*ignore.until)) : Json(nullptr)},
          {"reason", ignore.reason},
          {"from", config::to_string(ignore.position)}};
}

std::string to_json(const config::Config& config) {
  Json json{{"file", config.file.empty() ? Json(nullptr) : Json(config.file)}};
  for (const config::Key& key : config::keys()) json["settings"].push_back(setting_json(key, find(config, key)));
  json["severity"] = Json::array();
  for (const auto& [rule, choice] : config.policy.severities)
    json["severity"].push_back(
        {{"rule", rule}, {"severity", severity_word(choice)}, {"from", config::to_string(choice.position)}});
  json["ignore"] = Json::array();
  for (const Ignore& ignore : config.policy.ignores) json["ignore"].push_back(ignore_json(ignore));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

ExitCode run(const ConfigShowOptions& options) {
  print(options.output.format == Format::json ? to_json(options.config)
                                              : to_text(options.config, text_style(options.output).utf8));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
