#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "project/config.h"
#include "project/config/within.h"
#include "project/error.h"

namespace mailauth::project {

namespace {

namespace fs = std::filesystem;

constexpr const char* file_name = "mailauth.toml";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

// The root of the repository that the folder is in, or the folder itself when it is in none.
fs::path root_of(const fs::path& folder) {
  std::error_code ignored;
  for (fs::path at = folder;; at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at;
    if (at == at.parent_path()) return folder;
  }
}

FoundFile of_project() {
  const fs::path folder = fs::current_path();
  const fs::path root = root_of(folder);
  for (fs::path at = folder;; at = at.parent_path()) {
    if (is_file(at / file_name)) {
      FoundFile found{fs::proximate(at / file_name, folder).string(), root.string()};
      if (!is_within(found.root, found.path))
        throw Error(fmt::format("{} leads out of the repository: name it with --config",
                                (at / file_name).lexically_proximate(folder).string()));
      return found;
    }
    if (at == root) return {};
  }
}

// The XDG Base Directory Specification: a path that is not absolute is ignored.
std::string of_user() {
  const std::string home = variable("HOME");
  std::string base = variable("XDG_CONFIG_HOME");
  if (!base.starts_with('/')) base = home.starts_with('/') ? home + "/.config" : "";
  if (base.empty()) return "";
  const fs::path path = fs::path(base) / "mailauth" / "config.toml";
  return is_file(path) ? path.string() : "";
}

}  // namespace

bool is_within(const std::string& root, const std::string& path) {
  if (path.find('\0') != std::string::npos) return false;  // the system would open another one
  std::error_code unknown;
  const fs::path real_root = fs::canonical(root, unknown), real = fs::weakly_canonical(fs::absolute(path), unknown);
  if (unknown) return false;
  const fs::path inside = real.lexically_relative(real_root);
  return !inside.empty() && *inside.begin() != ".." && *inside.begin() != ".git";
}

FoundFile find_file(const Choice& choice) {
  if (choice.none && !choice.file.empty()) throw Error("--config or --no-config: not both");
  if (choice.none) return {};
  if (!choice.file.empty()) return {choice.file, ""};
  if (std::string named = variable("MAILAUTH_CONFIG"); !named.empty()) return {std::move(named), ""};
  FoundFile project = of_project();
  return project.path.empty() ? FoundFile{of_user(), ""} : project;
}

}  // namespace mailauth::project
