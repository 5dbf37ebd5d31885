#include "sweep/output/open.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace mailauth::sweep {

// Some network file systems know no locks: then nobody is refused.
results::Descriptor open_output(const std::string& path, int flags) {
  results::Descriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0666));
  if (!file.is_open()) throw std::runtime_error(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw std::runtime_error(fmt::format("cannot write {}: another sweep is writing it", path));
  return file;
}

}  // namespace mailauth::sweep
