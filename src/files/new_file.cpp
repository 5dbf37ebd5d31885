#include "files/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>

namespace mailauth::files {

namespace {

constexpr std::size_t buffer_size = 64u << 10;
constexpr unsigned most_attempts = 8;  // two names of 64 random bits are never the same
constexpr mode_t rights = 0777;
constexpr mode_t usual_mode = 0666;

// The names of what is not published, for remove_unpublished(). A program writes one such file at a time, tests a few.
std::array<std::atomic<const char*>, 8> unpublished{};
static_assert(std::atomic<const char*>::is_always_lock_free);  // a signal handler may touch it

void replace_in_unpublished(const char* what, const char* with) {
  for (auto& name : unpublished)
    if (const char* expected = what; name.compare_exchange_strong(expected, with)) return;
}

std::string name_beside(const std::string& target) {
  uint64_t random = 0;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) cannot_write(target, errno);
  return (std::filesystem::path(target).parent_path() / fmt::format(".mailauth-{:016x}", random)).string();
}

// Of the file that is there; a new one gets what the umask leaves. A file that may not be written is not replaced
// either, although its folder would let us.
std::optional<mode_t> mode_of(const std::string& target, const std::string& named) {
  struct stat status {};
  if (::lstat(target.c_str(), &status) != 0) return std::nullopt;
  if (::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) cannot_write(named, errno);
  return status.st_mode & rights;
}

}  // namespace

NewFile::NewFile(std::string path) : path_(std::move(path)) {
  Place place = place_of(path_);
  target_ = std::move(place.path);
  file_ = std::move(place.stream);
  if (!file_.is_open()) open_beside();
}

// O_EXCL: what is there, and be it a link, is never opened.
void NewFile::open_beside() {
  const std::optional<mode_t> mode = mode_of(target_, path_);
  for (unsigned attempt = 0; attempt < most_attempts && !file_.is_open(); ++attempt) {
    aside_ = name_beside(target_);
    replace_in_unpublished(nullptr, aside_.c_str());
    file_ = Descriptor(
        ::open(aside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode.value_or(usual_mode)));
    if (file_.is_open()) break;
    replace_in_unpublished(aside_.c_str(), nullptr);
    if (errno != EEXIST) break;
  }
  const int reason = errno;
  if (!file_.is_open()) aside_.clear();
  if (!file_.is_open()) cannot_write(path_, reason);
  if (mode) ::fchmod(file_.number(), *mode);  // the umask has no say in what was so before
}

NewFile::~NewFile() {
  if (aside_.empty()) return;
  ::unlink(aside_.c_str());
  replace_in_unpublished(aside_.c_str(), nullptr);
}

void NewFile::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= buffer_size) flush();
}

void NewFile::flush() {
  if (write_all(file_.number(), buffer_) != buffer_.size()) cannot_write(path_, errno);
  buffer_.clear();
}

void NewFile::publish() {
  flush();
  if (!sync(file_.number()) || !file_.close()) cannot_write(path_, errno);
  if (aside_.empty()) return;
  if (::rename(aside_.c_str(), target_.c_str()) != 0) cannot_write(path_, errno);
  replace_in_unpublished(aside_.c_str(), nullptr);
  aside_.clear();
  sync_folder_of(target_);  // where it cannot be, the file is there nevertheless
}

void write_file(const std::string& path, std::string_view content) {
  NewFile file(path);
  file.write(content);
  file.publish();
}

void remove_unpublished() noexcept {
  for (const auto& name : unpublished)
    if (const char* aside = name.load()) ::unlink(aside);
}

}  // namespace mailauth::files
