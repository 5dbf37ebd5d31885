#include "support/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "text/ascii.h"

namespace mailauth::test {

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  const std::string places = fmt::format("{}:/usr/sbin:/sbin", path ? path : "");
  for (const std::string_view place : text::split(places, ':')) {
    const std::filesystem::path program = std::filesystem::path(place) / name;
    if (access(program.c_str(), X_OK) == 0) return program.string();
  }
  throw std::runtime_error(fmt::format("{} is not installed: scripts/setup test installs what the tests need", name));
}

ChildProcess::ChildProcess(const std::vector<std::string>& command, const std::string& output_file) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ > 0) return;
  // Only what is safe after fork() in a program with threads.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int output = open(output_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (getppid() != parent || output < 0) _exit(126);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execv(arguments[0], arguments.data());
  _exit(127);
}

ChildProcess::~ChildProcess() {
  if (!running()) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

bool ChildProcess::running() {
  if (pid_ > 0 && waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  return pid_ > 0;
}

}  // namespace mailauth::test
