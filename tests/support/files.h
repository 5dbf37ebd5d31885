#pragma once
// Files and programs for tests.

#include <string>
#include <string_view>

namespace mailauth::tests {

std::string read_file(const std::string& path);  // throws when it cannot
void write_file(const std::string& path, std::string_view content);

// MAILAUTH_REWRITE=1 in the environment: golden files are written anew, and git diff shows what changed.
bool rewrites_golden_files();
// Compares with the golden file, or rewrites it.
void expect_golden(const std::string& path, const std::string& actual);

struct Output {
  int exit_code = -1;
  std::string text;  // stdout and, when asked for, stderr
};
// Runs a shell command; in `text` what it printed to stdout.
Output run_command(const std::string& command);

// A folder of its own below the system's temporary one, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

}  // namespace mailauth::tests
