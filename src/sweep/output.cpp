#include "sweep/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "results/descriptor.h"
#include "sweep/output/open.h"

namespace mailauth::sweep {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t buffer_size = 256u << 10;
constexpr auto flush_interval = 1s;
constexpr auto busy_wait = 5ms;  // for a pipe that somebody has made non-blocking

[[noreturn]] void fail_at(std::string_view what, const std::string& path, int reason) {
  throw std::runtime_error(fmt::format("cannot {} {}: {}", what, path, std::strerror(reason)));
}

// What was written of `bytes`; errno says why it is not everything.
std::size_t write_all(int fd, std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (wrote > 0) done += static_cast<std::size_t>(wrote);
    if (wrote >= 0 || errno == EINTR) continue;
    if (errno != EAGAIN) break;
    std::this_thread::sleep_for(busy_wait);
  }
  return done;
}

// A pipe or a terminal cannot be synced, and need not be.
bool sync(int fd) { return ::fsync(fd) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP; }

// The name of a file is safe when its folder is.
bool sync_folder(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const results::Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && sync(opened.number());
}

}  // namespace

void ignore_output_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

Output::Output(std::string path) : path_(std::move(path)), is_stdout_(path_ == "-") {
  if (is_stdout_) {
    path_ = "standard output";
    return;
  }
  file_ = std::make_unique<results::Descriptor>(open_output(path_, O_WRONLY | O_CREAT | O_APPEND));
  struct stat status {};
  if (::fstat(number(), &status) != 0) fail_at("write", path_, errno);
  regular_ = S_ISREG(status.st_mode);
  size_ = regular_ ? static_cast<uint64_t>(status.st_size) : 0;
}

Output::~Output() {
  if (error_.empty()) write_all(number(), buffer_);
}

int Output::number() const { return is_stdout_ ? STDOUT_FILENO : file_->number(); }

void Output::write(std::string_view lines, Clock::time_point now) {
  buffer_ += lines;
  if (buffer_.size() >= buffer_size) flush();
  tick(now);
}

void Output::tick(Clock::time_point now) {
  if (!flushed_) flushed_ = now;
  if (now - *flushed_ < flush_interval) return;
  flush();
  flushed_ = now;
}

void Output::flush() {
  if (!error_.empty()) throw std::runtime_error(error_);
  const std::size_t done = write_all(number(), buffer_);
  if (done < buffer_.size()) fail(errno, done);
  size_ += done;
  buffer_.clear();
}

// `done` bytes of the buffer are in the file, and the last of them may be half a line.
void Output::fail(int reason, std::size_t done) {
  const std::size_t whole = std::string_view(buffer_).substr(0, done).rfind('\n') + 1;  // npos + 1 is 0
  const bool cut = regular_ && ::ftruncate(number(), static_cast<off_t>(size_ + whole)) == 0;
  error_ = fmt::format("cannot write {}: {}", path_, std::strerror(reason));
  if (cut) error_ += "; what is in it is whole: go on with --resume";
  buffer_.clear();
  throw std::runtime_error(error_);
}

void Output::close() {
  flush();
  if (file_ && !file_->is_open()) return;
  if (!sync(number())) fail(errno, 0);
  if (file_ && !file_->close()) fail(errno, 0);
}

void Output::publish(const std::string& path) {
  close();
  if (std::rename(path_.c_str(), path.c_str()) != 0 || !sync_folder(path)) fail_at("write", path, errno);
}

}  // namespace mailauth::sweep
