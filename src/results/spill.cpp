#include "results/spill.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace mailauth::results {

namespace {

std::string folder() { return std::filesystem::temp_directory_path().string(); }

[[noreturn]] void fail_to(std::string_view what) {
  throw std::runtime_error(fmt::format("cannot {} a temporary file in {}: {}", what, folder(), std::strerror(errno)));
}

// Without a name from the beginning: it is gone when it is closed.
int open_nameless() {
  std::string path = folder() + "/mailauth-XXXXXX";
  const int fd = mkstemp(path.data());
  if (fd < 0 || unlink(path.c_str()) != 0) fail_to("make");
  return fd;
}

}  // namespace

Spill::Spill(std::size_t streams, std::size_t block_size) : streams_(streams), block_size_(block_size) {}

Spill::~Spill() {
  if (fd_ >= 0) ::close(fd_);
}

void Spill::add(std::size_t stream, std::string_view line) {
  Stream& to = streams_[stream];
  if (to.rest.size() + line.size() + 1 > block_size_) write(to);
  to.rest.append(line) += '\n';
}

void Spill::write(Stream& stream) {
  if (stream.rest.empty()) return;
  if (fd_ < 0) fd_ = open_nameless();
  stream.written.push_back({size_, stream.rest.size()});
  for (std::string_view rest = stream.rest; !rest.empty();) {
    const ssize_t done = pwrite(fd_, rest.data(), rest.size(), static_cast<off_t>(size_));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) fail_to("write");
    size_ += static_cast<uint64_t>(done);
    rest.remove_prefix(static_cast<std::size_t>(done));
  }
  stream.rest.clear();
}

void Spill::append_block(const Block& block, std::string& to) const {
  const std::size_t begin = to.size();
  to.resize(begin + block.size);
  for (std::size_t done = 0; done < block.size;) {
    const ssize_t got =
        pread(fd_, to.data() + begin + done, block.size - done, static_cast<off_t>(block.offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail_to("read");
    done += static_cast<std::size_t>(got);
  }
}

// Blocks are of whole lines.
bool Spill::Reader::fill() {
  const Stream& stream = spill_->streams_[stream_];
  if (block_ > stream.written.size()) return false;
  text_.clear();
  at_ = 0;
  if (block_ < stream.written.size())
    spill_->append_block(stream.written[block_], text_);
  else
    text_ = stream.rest;
  ++block_;
  return !text_.empty();
}

std::optional<std::string_view> Spill::Reader::next() {
  if (at_ == text_.size() && !fill()) return std::nullopt;
  const std::size_t end = text_.find('\n', at_);
  const std::string_view line = std::string_view(text_).substr(at_, end - at_);
  at_ = end + 1;
  return line;
}

}  // namespace mailauth::results
