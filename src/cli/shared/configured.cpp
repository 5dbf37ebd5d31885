#include "cli/shared/configured.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

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

}  // namespace

void add_config(Command& command, project::Choice& choice) {
  add_text(command, {"--config", "FILE", "not mailauth.toml but this file"}, choice.file);
  add_flag(command, "--no-config", choice.none, "no file, only MAILAUTH_* and what stands here");
}

project::Config read_config(const project::Choice& choice) {
  const std::string file = project::find_file(choice);
  project::Config config = file.empty() ? project::Config() : project::parse_config(read_file(file), file);
  project::add_environment(config);
  return config;
}

void configure(Command& command, const project::Config& config) {
  const bool replays = is_given(command, "--replay");
  for (const project::Setting& setting : config.settings) {
    if (!project::takes(*setting.key, command.get_name()) || (replays && setting.key->asks)) continue;
    CLI::Option* option = command.get_option_no_throw(std::string(setting.key->option));
    if (option != nullptr && option->count() == 0) put(setting, *option);
  }
}

}  // namespace mailauth::cli
