#include "cli/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "cli/options.h"

namespace mailauth::cli {

namespace {

constexpr std::size_t max_file_size = 256u << 20;  // bytes

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(std::string_view what, const std::string& path) {
  throw UsageError(fmt::format("cannot {} {}: {}", what, path, std::strerror(errno)));
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

void write_file(const std::string& path, std::string_view content) {
  const std::string aside = path + ".part";
  File file(std::fopen(aside.c_str(), "wb"), &std::fclose);
  if (!file) fail("write", path);
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  if (!written || std::fclose(file.release()) != 0 || std::rename(aside.c_str(), path.c_str()) != 0) {
    const int reason = errno;
    std::remove(aside.c_str());
    errno = reason;
    fail("write", path);
  }
}

}  // namespace mailauth::cli
