#include "cli/terminal.h"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "text/ascii.h"

namespace mailauth::cli {

namespace {

constexpr unsigned usual_width = 80;
constexpr unsigned narrowest = 40, widest = 100;  // of reports: longer lines are hard to read

bool is_dumb() {
  const char* terminal = std::getenv("TERM");
  return terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
}

bool has_colour(Colour colour) {
  switch (colour) {
    case Colour::always: return true;
    case Colour::never: return false;
    case Colour::automatic: break;
  }
  const char* no_colour = std::getenv("NO_COLOR");  // https://no-color.org: set and not empty
  return isatty(STDOUT_FILENO) == 1 && !is_dumb() && (no_colour == nullptr || *no_colour == '\0');
}

bool locale_is_utf8() {
  std::setlocale(LC_CTYPE, "");
  return std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

unsigned terminal_width(int fd) {
  winsize size{};
  if (isatty(fd) != 1 || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_width;
  return size.ws_col;
}

// Who reads only the beginning, as `head` does, has what he wants: the program ends by the signal, without a word.
void check_written(bool written) {
  if (!written && errno == EPIPE) {
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }
  if (!written) throw std::runtime_error(std::string("cannot write to standard output: ") + std::strerror(errno));
}

}  // namespace

report::TextStyle text_style(const OutputOptions& options) {
  return {has_colour(options.colour), locale_is_utf8(), std::clamp(terminal_width(STDOUT_FILENO), narrowest, widest),
          options.verbose};
}

report::TextStyle list_style(const OutputOptions& options) {
  report::TextStyle style = text_style(options);
  if (isatty(STDOUT_FILENO) != 1) style.width = report::unlimited_width;
  return style;
}

report::TextStyle progress_style() { return {false, locale_is_utf8(), terminal_width(STDERR_FILENO), false}; }

bool can_redraw() { return isatty(STDERR_FILENO) == 1 && !is_dumb(); }

void draw(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void print(std::string_view text) { check_written(std::fwrite(text.data(), 1, text.size(), stdout) == text.size()); }

void flush_output() { check_written(std::fflush(stdout) == 0); }

void print_error(std::string_view text) {
  const std::string line = "mailauth: " + text::escape_for_display(text, true) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace mailauth::cli
