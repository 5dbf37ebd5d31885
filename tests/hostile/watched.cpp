#include "hostile/watched.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <thread>

#include "support/loopback.h"

namespace mailauth::hostile {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

struct Started {
  pid_t pid;
  test::Socket output;  // a pipe
};

Started start(const std::vector<std::string>& command) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  test::Socket reader(ends[0]);
  const test::Socket writer(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, writer.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, writer.get(), STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), command.front());
  return {pid, std::move(reader)};
}

// What it prints until it ends. False: it has not in time.
bool read_until_its_end(const test::Socket& output, Clock::time_point end, std::string& printed) {
  std::array<char, 65536> block{};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd waiting{output.get(), POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) <= 0) return false;
    const ssize_t size = read(output.get(), block.data(), block.size());
    if (size <= 0) return true;
    printed.append(block.data(), static_cast<std::size_t>(size));
  }
}

Seconds seconds(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

}  // namespace

Ran run_watched(const std::vector<std::string>& command, std::chrono::seconds longest) {
  Ran ran;
  const Clock::time_point begin = Clock::now();
  const Started program = start(command);
  ran.in_time = read_until_its_end(program.output, begin + longest, ran.printed);
  if (!ran.in_time) kill(program.pid, SIGKILL);
  int status = 0;
  rusage usage{};
  wait4(program.pid, &status, 0, &usage);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.wall = Clock::now() - begin;
  ran.processor = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  ran.megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
  return ran;
}

std::vector<Ran> run_all_watched(const std::vector<std::vector<std::string>>& commands, std::size_t at_once,
                                 std::chrono::seconds longest) {
  std::vector<Ran> all(commands.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < at_once; ++i) {
    threads.emplace_back([&] {
      for (std::size_t number = next++; number < commands.size(); number = next++)
        all[number] = run_watched(commands[number], longest);
    });
  }
  threads.clear();  // waits for them
  return all;
}

}  // namespace mailauth::hostile
