#pragma once
// What mailauth's exit code says. Scripts rely on it.

#include <array>
#include <string_view>

namespace mailauth::cli {

enum class ExitCode : int {
  clean = 0,
  findings = 1,
  usage = 2,
  unanswered = 3,
  interrupted = 130,
};

struct ExitCodeText {
  ExitCode code;
  std::string_view text;
};

inline constexpr std::array<ExitCodeText, 5> exit_codes{{
    {ExitCode::clean, "nothing was found at or above --fail-on"},
    {ExitCode::findings, "something was found at or above --fail-on"},
    {ExitCode::usage, "wrong arguments, an unreadable file, or the machine refused something"},
    {ExitCode::unanswered, "nothing was found at or above --fail-on, but not everything is known"},
    {ExitCode::interrupted, "interrupted with Ctrl-C"},
}};

}  // namespace mailauth::cli
