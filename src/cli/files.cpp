#include "cli/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/usage_error.h"

namespace mailauth::cli {

namespace {

constexpr std::size_t max_file_size = 256u << 20;  // bytes

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  throw UsageError(fmt::format("cannot {} {}: {}", what, path, std::strerror(errno)));
}

// /dev/null, /dev/stdout, a pipe: nothing that a file may take the place of.
bool is_device(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
         !std::filesystem::is_directory(status);
}

}  // namespace

std::string read_file(const std::string& path) {
  if (std::filesystem::is_directory(path)) throw UsageError(fmt::format("cannot read {}: it is a folder", path));
  const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) fail("read", path);
  std::string content;
  char block[65536];
  while (const std::size_t got = std::fread(block, 1, sizeof block, file.get())) {
    content.append(block, got);
    if (content.size() > max_file_size)
      throw UsageError(fmt::format("cannot read {}: it is larger than 256 MiB", path));
  }
  if (std::ferror(file.get()) != 0) fail("read", path);
  return content;
}

NewFile::NewFile(std::string path)
    : path_(std::move(path)),
      aside_(is_device(path_) ? "" : path_ + ".part"),
      file_(std::fopen(aside_.empty() ? path_.c_str() : aside_.c_str(), "wb"), &std::fclose) {
  if (!file_) fail("write", path_);
}

NewFile::~NewFile() {
  if (!aside_.empty()) std::remove(aside_.c_str());
}

void NewFile::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) fail("write", path_);
}

void NewFile::publish() {
  const bool written = std::fclose(file_.release()) == 0;
  if (!written || (!aside_.empty() && std::rename(aside_.c_str(), path_.c_str()) != 0)) fail("write", path_);
  aside_.clear();
}

void write_file(const std::string& path, std::string_view content) {
  NewFile file(path);
  file.write(content);
  file.publish();
}

}  // namespace mailauth::cli
