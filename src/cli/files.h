#pragma once
// Reading and writing the files that the user names. Errors are UsageErrors that name the file.

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace mailauth::cli {

std::string read_file(const std::string& path);

// A file that is written beside its place first, so that a full disk or an error leaves no half file.
class NewFile {
 public:
  explicit NewFile(std::string path);
  ~NewFile();  // without publish() nothing is left
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  void write(std::string_view text);
  void publish();

 private:
  std::string path_, aside_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

void write_file(const std::string& path, std::string_view content);

}  // namespace mailauth::cli
