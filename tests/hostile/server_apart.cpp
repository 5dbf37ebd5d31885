#include "hostile/server_apart.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "support/hostile_server.h"
#include "support/loopback.h"

namespace mailauth::hostile {
namespace {

// Does not return.
void serve(const Twist& twist, const test::Socket& told) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    const test::HostileServer server({.twist = twist});
    const std::string text = server.text();
    if (write(told.get(), text.data(), text.size()) > 0) pause();
  } catch (const std::exception&) {
    // Nothing was told: the parent sees it.
  }
  _exit(1);
}

}  // namespace

ServerApart::ServerApart(const Twist& twist) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const test::Socket reader(ends[0]);
  test::Socket writer(ends[1]);
  pid_ = fork();
  if (pid_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid_ == 0) serve(twist, writer);
  writer = test::Socket();
  text_.resize(64);
  const ssize_t size = read(reader.get(), text_.data(), text_.size());
  text_.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
}

ServerApart::~ServerApart() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

}  // namespace mailauth::hostile
