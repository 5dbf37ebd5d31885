#include "cli/shared/configured.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>

#include "cli/clock.h"
#include "cli/files.h"
#include "cli/usage_error.h"

namespace mailauth::cli {

namespace {

bool is_given(const Command& command, const std::string& name) {
  const CLI::Option* option = command.get_option_no_throw(name);
  return option != nullptr && option->count() > 0;
}

// "--timeout: 'x' is no number" and "--profile 'x' is none of ..." name the option; in a file it is the key.
std::string without_option(std::string_view message, std::string_view option) {
  if (message.starts_with(option)) message.remove_prefix(option.size());
  while (message.starts_with(':') || message.starts_with(' ')) message.remove_prefix(1);
  return std::string(message);
}

[[noreturn]] void fail(const project::Setting& setting, std::string_view message) {
  throw UsageError(
      fmt::format("{}: {}: {}", setting.from, setting.key->name, without_option(message, setting.key->option)));
}

void put(const project::Setting& setting, CLI::Option& option) {
  try {
    option.add_result(setting.values);
    option.run_callback();
  } catch (const CLI::Error& error) {
    fail(setting, error.what());
  } catch (const UsageError& error) {
    fail(setting, error.what());
  }
}

// Whether a job passes.
bool decides(const project::Key& key) {
  constexpr std::array<std::string_view, 4> deciding{"resolvers", "fail-on", "allow-unknown", "baseline"};
  return std::ranges::find(deciding, key.name) != deciding.end();
}

// Without the network nobody is asked.
bool is_idle(const project::Setting& setting, const Command& command) {
  return setting.key->name == "resolvers" && is_given(command, "--offline");
}

bool judges(const Command& command) {
  return command.get_name() == "check" || command.get_name() == "lint" || command.get_name() == "fix";
}

void add_policy(const project::Policy& policy, std::vector<std::string>& decided) {
  const std::size_t severities = policy.severities.size();
  const auto ignores = std::ranges::count_if(
      policy.ignores, [](const project::Ignore& ignore) { return !project::is_expired(ignore, today()); });
  if (severities > 0) decided.push_back(fmt::format("[severity] of {} rule{}", severities, severities == 1 ? "" : "s"));
  if (ignores > 0) decided.push_back(fmt::format("{} [[ignore]]", ignores));
}

}  // namespace

void add_config(Command& command, project::Choice& choice) {
  add_text(command, {"--config", "FILE", "not mailauth.toml but this file"}, choice.file);
  add_flag(command, "--no-config", choice.none, "no file, only MAILAUTH_* and what stands here");
}

project::Config read_config(const project::Choice& choice) {
  const project::FoundFile file = project::find_file(choice);
  project::Config config = file.path.empty() ? project::Config() : project::parse_config(read_file(file.path), file);
  project::add_environment(config);
  return config;
}

Counting configure(Command& command, const project::Config& config) {
  Counting counting;
  const bool replays = is_given(command, "--replay");
  for (const project::Setting& setting : config.settings) {
    if (!project::takes(*setting.key, command.get_name()) || (replays && setting.key->asks)) continue;
    CLI::Option* option = command.get_option_no_throw(std::string(setting.key->option));
    if (option == nullptr || option->count() > 0) continue;
    put(setting, *option);
    counting.push_back(&setting);
  }
  return counting;
}

std::string decided_in_ci(const Command& command, const project::Config& config, const Counting& counting) {
  const char* ci = std::getenv("CI");
  if (ci == nullptr || *ci == '\0' || config.file.empty()) return "";
  std::vector<std::string> decided;
  for (const project::Setting* setting : counting)
    if (decides(*setting->key) && setting->from.starts_with(config.file + ":") && !is_idle(*setting, command))
      decided.push_back(fmt::format("{} = {}", setting->key->name, fmt::join(setting->values, ", ")));
  if (judges(command)) add_policy(config.policy, decided);
  return decided.empty() ? "" : fmt::format("{} decides: {}", config.file, fmt::join(decided, ", "));
}

}  // namespace mailauth::cli
