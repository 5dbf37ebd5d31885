#pragma once
// Which files a file may include. In a pull request a stranger writes it, and what it includes is quoted in errors: so
// only what stands in the same repository, and not in its .git, which may hold credentials. Where there is no
// repository: only what stands in or below the folder of the file or the working directory.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::dns {

class IncludeFolders {
 public:
  explicit IncludeFolders(const std::string& file);

  // The file to open, symbolic links led to where they lead; empty: it is not to be read. It need not exist.
  std::filesystem::path allowed(const std::filesystem::path& path) const;
  // For people: "the repository".
  std::string_view description() const;

 private:
  bool is_repository_ = false;
  std::vector<std::filesystem::path> folders_;
};

}  // namespace mailauth::dns
