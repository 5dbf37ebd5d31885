#include "results/input/input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace mailauth::results {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t magic_length = 6;
constexpr int between_stops = 100;  // milliseconds between looks at whether to stop

constexpr std::string_view gzip_magic = "\x1f\x8b"sv, zstd_magic = "\x28\xb5\x2f\xfd"sv;
constexpr std::string_view zstd_skippable = "\x2a\x4d\x18"sv;  // after a byte 50 to 5F; RFC 8878 3.1.2

struct Foreign {
  std::string_view magic, what, advice;
};
constexpr std::array<Foreign, 5> foreign{{{"\xfd"
                                           "7zXZ"sv,
                                           "xz", "decompress it first: xz -dc"},
                                          {"BZh"sv, "bzip2", "decompress it first: bzip2 -dc"},
                                          {"PK\x03\x04"sv, "a zip archive", "decompress it first: unzip -p"},
                                          {"\xff\xfe"sv, "UTF-16", "write it as UTF-8"},
                                          {"\xfe\xff"sv, "UTF-16", "write it as UTF-8"}}};

// A named pipe that nobody writes to would keep open() from returning, Ctrl-C or not: who can be stopped is let in at
// once, and waits in wait().
int open_to_read(const std::string& path, bool can_be_stopped) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | (can_be_stopped ? O_NONBLOCK : 0));
  if (file >= 0 && can_be_stopped) ::fcntl(file, F_SETFL, O_RDONLY);
  return file;
}

bool is_silent(int pipe, int milliseconds) {
  pollfd watched{.fd = pipe, .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, milliseconds) <= 0;  // a signal says nothing, either
}

bool is_zstd(std::string_view bytes) {
  const bool skippable = !bytes.empty() && (bytes.front() & 0xf0) == 0x50 && bytes.substr(1, 3) == zstd_skippable;
  return skippable || bytes.starts_with(zstd_magic);
}

}  // namespace

void cannot_read(const std::string& path, std::string_view reason) {
  throw std::runtime_error(fmt::format("cannot read {}: {}", path, reason));
}

Input::Input(const std::string& path, const std::atomic<bool>* stop)
    : path_(path == "-" ? "standard input" : path), stop_(stop) {
  file_ = files::Descriptor(path == "-" ? STDIN_FILENO : open_to_read(path, stop != nullptr));
  struct stat status {};
  if (!file_.is_open() || ::fstat(file_.number(), &status) != 0) cannot_read(path_, std::strerror(errno));
  if (S_ISDIR(status.st_mode)) cannot_read(path_, "it is a folder");
  if (!S_ISREG(status.st_mode)) return;  // who asks would_wait() must not have waited here
  bytes_total_ = static_cast<uint64_t>(status.st_size);
  recognise();
}

bool Input::would_wait() const {
  const bool holds_something = !rest_.empty() || pending_ || at_end_ || bytes_total_;
  return !holds_something && is_silent(file_.number(), 0);
}

// False: `stop` has come first. A pipe may be silent for hours, and the signal goes to another thread.
bool Input::wait() const {
  if (stop_ == nullptr) return true;
  while (!*stop_ && !bytes_total_ && is_silent(file_.number(), between_stops)) continue;
  return !*stop_;
}

// What is not used yet stays in front.
void Input::refill() {
  block_.erase(0, block_.size() - rest_.size());
  const std::size_t kept = block_.size();
  block_.resize(kept + input_block_size);
  ssize_t got = 0;
  do {
    got = !wait() ? 0 : ::read(file_.number(), block_.data() + kept, input_block_size);
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_ = fmt::format("cannot read {}: {}", path_, std::strerror(errno));
  const auto added = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  block_.resize(kept + added);
  rest_ = block_;
  bytes_read_ += added;
  at_end_ = added == 0;
}

void Input::recognise() {
  recognised_ = true;
  while (rest_.size() < magic_length && !at_end_) refill();
  for (const Foreign& other : foreign)
    if (rest_.starts_with(other.magic)) cannot_read(path_, fmt::format("it is {}; {}", other.what, other.advice));
  if (rest_.starts_with(gzip_magic)) decoder_.emplace<Gzip>();
  if (is_zstd(rest_)) decoder_.emplace<Zstd>();
}

Step Input::step(std::span<char> to) {
  if (auto* gzip = std::get_if<Gzip>(&decoder_)) return gzip->step(rest_, to);
  if (auto* zstd = std::get_if<Zstd>(&decoder_)) return zstd->step(rest_, to);
  const std::size_t size = std::min(rest_.size(), to.size());
  std::copy_n(rest_.data(), size, to.data());
  return {.consumed = size, .produced = size, .ended = true, .error = {}};
}

std::size_t Input::read(std::span<char> to) {
  if (!recognised_) recognise();
  while (error_.empty()) {
    if (rest_.empty() && !at_end_) refill();
    if (rest_.empty() && !pending_) break;
    const Step done = step(to);
    rest_.remove_prefix(done.consumed);
    inside_ = !done.ended;
    pending_ = done.produced == to.size();
    if (!done.error.empty()) error_ = fmt::format("{} is damaged at byte {}: {}", path_, bytes_read(), done.error);
    if (done.produced > 0) return done.produced;
  }
  if (error_.empty() && inside_)
    error_ = fmt::format("{} ends at byte {} in the middle of compressed data", path_, bytes_read());
  return 0;
}

}  // namespace mailauth::results
