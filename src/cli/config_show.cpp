// `mailauth config show`: every value, and where it came from.

#include <fmt/format.h>

#include "cli/config/config.h"
#include "cli/terminal.h"
#include "text/ascii.h"
#include "text/json.h"

namespace mailauth::cli {

namespace {

using text::JsonWriter;

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

void put_setting(JsonWriter& out, const config::Key& key, const config::Config& config) {
  const config::Setting* setting = find(config, key);
  out.text("key", key.name).text("option", key.option).text("environment", environment_variable(key));
  if (setting == nullptr)
    out.text_or_null("value", key.usual);
  else if (key.kind == config::Kind::list)
    out.texts("value", setting->values);
  else
    out.text("value", setting->values.front());
  out.text("from", setting == nullptr ? by_default : setting->from);
}

void put_ignore(JsonWriter& out, const Ignore& ignore) {
  out.text("rule", ignore.rule).text("domain", ignore.domain);
  out.text("until", ignore.until ? std::optional(text::to_string(*ignore.until)) : std::nullopt);
  out.text("reason", ignore.reason).text("from", config::to_string(ignore.position));
}

std::string to_json(const config::Config& config) {
  JsonWriter out({.indent = 2, .ascii = false});
  out.object([&] {
    out.text_or_null("file", config.file).objects("settings", config::keys(), put_setting, config);
    out.objects("severity", config.policy.severities, [&](const auto& severity) {
      const auto& [rule, choice] = severity;
      out.text("rule", rule).text("severity", severity_word(choice)).text("from", config::to_string(choice.position));
    });
    out.objects("ignore", config.policy.ignores, put_ignore);
  });
  return out.take() + "\n";
}

}  // namespace

ExitCode run(const ConfigShowOptions& options) {
  print(options.output.format == Format::json ? to_json(options.config)
                                              : to_text(options.config, text_style(options.output).utf8));
  return ExitCode::clean;
}

}  // namespace mailauth::cli
