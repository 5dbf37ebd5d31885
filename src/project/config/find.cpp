#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "project/config.h"
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

std::string of_project() {
  const fs::path folder = fs::current_path();
  const fs::path root = root_of(folder);
  for (fs::path at = folder;; at = at.parent_path()) {
    if (is_file(at / file_name)) return fs::proximate(at / file_name, folder).string();
    if (at == root) return "";
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

std::string find_file(const Choice& choice) {
  if (choice.none && !choice.file.empty()) throw Error("--config or --no-config: not both");
  if (choice.none) return "";
  if (!choice.file.empty()) return choice.file;
  if (std::string named = variable("MAILAUTH_CONFIG"); !named.empty()) return named;
  const std::string project = of_project();
  return project.empty() ? of_user() : project;
}

}  // namespace mailauth::project
