#include "cli/command_help.h"

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "text/edit_distance.h"

namespace mailauth::cli {

namespace {

constexpr std::string_view heading = "Exit codes:\n";

std::string row(ExitCode code, std::string_view text) {
  return text.empty() ? "" : fmt::format("  {:>3}  {}\n", static_cast<int>(code), text);
}

std::string own_text(const ExitCodeText& exit, const ExitTexts& texts) {
  switch (exit.code) {
    case ExitCode::clean: return row(exit.code, texts.clean);
    case ExitCode::findings: return row(exit.code, texts.findings);
    case ExitCode::unanswered: return row(exit.code, texts.unanswered);
    case ExitCode::usage:
    case ExitCode::interrupted: break;
  }
  return row(exit.code, exit.text);
}

}  // namespace

std::string exit_codes_of_all() {
  std::string text(heading);
  for (const ExitCodeText& exit : exit_codes) text += row(exit.code, exit.text);
  return text;
}

std::string exit_codes_help(const ExitTexts& texts) {
  std::string text(heading);
  for (const ExitCodeText& exit : exit_codes) text += own_text(exit, texts);
  return text;
}

std::string which_command(const Commands& commands, std::string_view typed) {
  if (typed.starts_with('-')) return unexpected(typed, {});
  if (const auto meant = text::nearest(typed, commands.names, 2))
    return fmt::format("there is no command '{}'; did you mean '{}'?", typed, *meant);
  if (typed.find('.') != std::string_view::npos)
    return fmt::format("'{}' is no command; did you mean: {} check {}", typed, commands.before, typed);
  const std::string known = fmt::format("{} {}", commands.before, fmt::join(commands.names, ", "));
  return typed.empty() ? "which command? " + known : fmt::format("there is no command '{}': {}", typed, known);
}

std::string unexpected(std::string_view typed, std::span<const std::string_view> options) {
  if (!typed.starts_with('-')) return fmt::format("'{}' is one argument too many", typed);
  const std::string_view name = typed.substr(0, typed.find('='));
  const auto meant = text::nearest(name, options, 2);
  return fmt::format("there is no option '{}'{}", name, meant ? fmt::format("; did you mean '{}'?", *meant) : "");
}

}  // namespace mailauth::cli
