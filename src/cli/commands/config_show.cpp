// `mailauth config show`: every value, and where it came from.

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/shared/configured.h"
#include "cli/shared/output_options.h"
#include "cli/terminal.h"
#include "project/config.h"
#include "text/ascii.h"
#include "text/json.h"

namespace mailauth::cli::commands {

namespace {

struct ConfigShowOptions {
  OutputOptions output;
  project::Choice config;
};

void declare(Command& command, ConfigShowOptions& show) {
  add_config(command, show.config);
  add_format(command, show.output);
  add_colour(command, show.output);
}

using text::JsonWriter;

constexpr std::string_view by_default = "default";

std::string severity_word(const project::SeverityChoice& choice) {
  return std::string(choice.severity ? rules::to_string(*choice.severity) : "off");
}

std::string line(std::string_view name, std::string_view value, std::string_view from, bool utf8) {
  const std::string row =
      fmt::format("{:<13} {:<32} {}", name, value.empty() ? "-" : text::escape_for_display(value, utf8),
                  text::escape_for_display(from, utf8));
  return std::string(text::trim(row)) + "\n";
}

std::string ignored(const project::Ignore& ignore) {
  const std::string until = ignore.until ? " until " + text::to_string(*ignore.until) : "";
  return fmt::format("{} at {}{}: {}", ignore.rule, ignore.domain, until, ignore.reason);
}

std::string to_text(const project::Config& config, bool utf8) {
  std::string out = line("file", config.file, config.file.empty() ? "there is none" : "", utf8);
  for (const project::Key& key : project::keys()) {
    const project::Setting* setting = find(config, key);
    out += setting == nullptr ? line(key.name, key.usual, by_default, utf8)
                              : line(key.name, text::join(setting->values, ", "), setting->from, utf8);
  }
  for (const auto& [rule, choice] : config.policy.severities)
    out += line("severity", fmt::format("{} = {}", rule, severity_word(choice)), project::to_string(choice.position),
                utf8);
  for (const project::Ignore& ignore : config.policy.ignores)
    out += line("ignore", ignored(ignore), project::to_string(ignore.position), utf8);
  return out;
}

void put_setting(JsonWriter& out, const project::Key& key, const project::Config& config) {
  const project::Setting* setting = find(config, key);
  out.text("key", key.name).text("option", key.option).text("environment", environment_variable(key));
  if (setting == nullptr)
    out.text_or_null("value", key.usual);
  else if (key.kind == project::Kind::list)
    out.texts("value", setting->values);
  else
    out.text("value", setting->values.front());
  out.text("from", setting == nullptr ? by_default : setting->from);
}

void put_ignore(JsonWriter& out, const project::Ignore& ignore) {
  out.text("rule", ignore.rule).text("domain", ignore.domain);
  out.text("until", ignore.until ? std::optional(text::to_string(*ignore.until)) : std::nullopt);
  out.text("reason", ignore.reason).text("from", project::to_string(ignore.position));
}

std::string to_json(const project::Config& config) {
  JsonWriter out({.indent = 2, .ascii = false});
  out.object([&] {
    out.text_or_null("file", config.file).objects("settings", project::keys(), put_setting, config);
    out.objects("severity", config.policy.severities, [&](const auto& severity) {
      const auto& [rule, choice] = severity;
      out.text("rule", rule).text("severity", severity_word(choice)).text("from", project::to_string(choice.position));
    });
    out.objects("ignore", config.policy.ignores, put_ignore);
  });
  return out.take() + "\n";
}

ExitCode run(const ConfigShowOptions& options, const Context& context) {
  print(options.output.format == Format::json ? to_json(context.config)
                                              : to_text(context.config, text_style(options.output).utf8));
  return ExitCode::clean;
}

}  // namespace

Action config_show(Command& command) { return action<ConfigShowOptions>(command, declare, run); }

}  // namespace mailauth::cli::commands
