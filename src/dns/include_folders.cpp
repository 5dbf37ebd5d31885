#include "dns/include_folders.h"

#include <algorithm>

namespace mailauth::dns {
namespace {

namespace fs = std::filesystem;

// Symbolic links led to where they lead; empty: nobody knows. The system ends a path at a zero byte.
fs::path resolved(const fs::path& path) {
  if (path.native().find('\0') != std::string::npos) return {};
  std::error_code error;
  fs::path canonical = fs::weakly_canonical(path.empty() ? "." : path, error);
  return error ? fs::path() : canonical;
}

bool is_within(const fs::path& path, const fs::path& folder) {
  const auto [end_of_folder, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end_of_folder == folder.end() && std::find(rest, path.end(), ".git") == path.end();
}

}  // namespace

IncludeFolders::IncludeFolders(const std::string& file) {
  const fs::path folder = resolved(fs::path(file).parent_path());
  std::error_code error;
  for (fs::path at = folder; at.has_relative_path() && !is_repository_; at = at.parent_path()) {
    is_repository_ = fs::exists(at / ".git", error);
    if (is_repository_) folders_ = {at};
  }
  if (is_repository_) return;
  // All files there are lie below "/".
  for (const fs::path& each : {folder, resolved(".")})
    if (each.has_relative_path()) folders_.push_back(each);
}

fs::path IncludeFolders::allowed(const fs::path& path) const {
  fs::path target = resolved(path);
  const bool is_allowed = std::ranges::any_of(folders_, [&](const fs::path& each) { return is_within(target, each); });
  return is_allowed ? target : fs::path();
}

std::string_view IncludeFolders::description() const {
  return is_repository_ ? "the repository" : "the folder of the zone and the working directory";
}

}  // namespace mailauth::dns
