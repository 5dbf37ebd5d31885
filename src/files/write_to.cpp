#include "files/write_to.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

namespace mailauth::files {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr unsigned most_links = 40;  // in a row, as in the kernel
constexpr auto busy_wait = 5ms;      // for a pipe that somebody has made non-blocking

// Without links in it; the folder of a file has to be there.
std::string folder_of(const std::string& path, const std::string& named) {
  const std::string folder = fs::path(path).parent_path().string();
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(folder.empty() ? "." : folder.c_str(), nullptr),
                                                         &std::free);
  if (!real) cannot_write(named, errno);
  return real.get();
}

// Of /dev/stdout, /dev/fd/3 and /proc/self/fd/3, which are links to links to what is open already. To open that once
// more would begin at its first byte again.
std::optional<int> open_already(const std::string& folder, const std::string& name) {
  if (folder != fmt::format("/proc/{}/fd", ::getpid())) return std::nullopt;
  int number = -1;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

// What the kernel does with protected_symlinks, which is off in many containers: in a folder where everybody may put
// links, only those are followed that are ours or of the folder's owner.
bool is_of_a_stranger(const struct stat& link, const std::string& folder) {
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) return true;
  const bool open_to_all = (status.st_mode & S_IWOTH) != 0;
  return open_to_all && link.st_uid != ::geteuid() && link.st_uid != status.st_uid;
}

std::string target_of(const std::string& link, const std::string& folder, const std::string& named) {
  std::error_code error;
  const fs::path target = fs::read_symlink(link, error);
  if (error) cannot_write(named, error.value());
  return (fs::path(folder) / target).string();  // an absolute one stands for itself
}

Descriptor open_stream(const std::string& path, const std::string& named) {
  Descriptor stream(::open(path.c_str(), O_WRONLY | O_APPEND | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC));
  if (!stream.is_open()) cannot_write(named, errno);
  return stream;
}

Descriptor duplicate(int number, const std::string& named) {
  Descriptor stream(::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (!stream.is_open()) cannot_write(named, errno);
  return stream;
}

}  // namespace

void cannot_write(const std::string& path, std::string_view reason) {
  throw std::runtime_error(fmt::format("cannot write {}: {}", path, reason));
}
void cannot_write(const std::string& path, int reason) { cannot_write(path, std::strerror(reason)); }

Place place_of(const std::string& path) {
  std::string at = path;
  for (unsigned links = 0; links <= most_links; ++links) {
    const std::string folder = folder_of(at, path), name = fs::path(at).filename().string();
    if (name.empty() || name == "." || name == "..") cannot_write(path, EISDIR);
    if (const auto number = open_already(folder, name)) return {path, duplicate(*number, path)};
    at = (fs::path(folder) / name).string();
    struct stat status {};
    if (::lstat(at.c_str(), &status) != 0) {
      if (errno != ENOENT) cannot_write(path, errno);
      return {at, {}};
    }
    if (S_ISDIR(status.st_mode)) cannot_write(path, EISDIR);
    if (S_ISREG(status.st_mode)) return {at, {}};
    if (!S_ISLNK(status.st_mode)) return {at, open_stream(at, path)};
    if (is_of_a_stranger(status, folder)) cannot_write(path, fmt::format("{} is a link of somebody else", at));
    at = target_of(at, folder, path);
  }
  cannot_write(path, ELOOP);
}

std::size_t write_all(int file, std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
    if (wrote > 0) done += static_cast<std::size_t>(wrote);
    if (wrote >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN) break;
    std::this_thread::sleep_for(busy_wait);
  }
  return done;
}

bool sync(int file) { return ::fsync(file) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP; }

bool sync_folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && sync(opened.number());
}

void ignore_output_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace mailauth::files
