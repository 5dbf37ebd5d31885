#include "sweep/output.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "files/write_to.h"
#include "sweep/output/open.h"

namespace mailauth::sweep {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t buffer_size = 256u << 10;
constexpr auto flush_interval = 1s;

}  // namespace

Output::Output(std::string path) : path_(std::move(path)), is_stdout_(path_ == "-") {
  if (is_stdout_) {
    path_ = "standard output";
    return;
  }
  OpenOutput opened = open_output(path_);
  file_ = std::make_unique<files::Descriptor>(std::move(opened.file));
  struct stat status {};
  if (::fstat(number(), &status) != 0) files::cannot_write(path_, errno);
  is_file_ = opened.is_file;
  size_ = is_file_ ? static_cast<uint64_t>(status.st_size) : 0;
}

Output::~Output() {
  if (error_.empty()) files::write_all(number(), buffer_);
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
  const std::size_t done = files::write_all(number(), buffer_);
  if (done < buffer_.size()) fail(errno, done);
  size_ += done;
  buffer_.clear();
}

// `done` bytes of the buffer are in the file, and the last of them may be half a line.
void Output::fail(int reason, std::size_t done) {
  const std::size_t whole = std::string_view(buffer_).substr(0, done).rfind('\n') + 1;  // npos + 1 is 0
  const bool cut = is_file_ && ::ftruncate(number(), static_cast<off_t>(size_ + whole)) == 0;
  error_ = fmt::format("cannot write {}: {}", path_, std::strerror(reason));
  if (cut) error_ += "; what is in it is whole: go on with --resume";
  buffer_.clear();
  throw std::runtime_error(error_);
}

void Output::close() {
  flush();
  if (file_ && !file_->is_open()) return;
  if (!files::sync(number())) fail(errno, 0);
  if (file_ && !file_->close()) fail(errno, 0);
}

void Output::publish(const std::string& path) {
  close();
  if (std::rename(path_.c_str(), path.c_str()) != 0 || !files::sync_folder_of(path)) files::cannot_write(path, errno);
}

}  // namespace mailauth::sweep
