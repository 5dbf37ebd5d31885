#include "cli/files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "cli/usage_error.h"
#include "dns/limits.h"

namespace mailauth::cli {

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(const std::string& path) {
  throw UsageError(fmt::format("cannot read {}: {}", path, std::strerror(errno)));
}

}  // namespace

std::string read_file(const std::string& path) {
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown))
    throw UsageError(fmt::format("cannot read {}: it is a folder", path));
  const File file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) fail(path);
  std::string content;
  char block[65536];
  while (const std::size_t got = std::fread(block, 1, sizeof block, file.get())) {
    content.append(block, got);
    if (content.size() > dns::max_file_size)
      throw UsageError(fmt::format("cannot read {}: it is larger than 256 MiB", path));
  }
  if (std::ferror(file.get()) != 0) fail(path);
  return content;
}

}  // namespace mailauth::cli
