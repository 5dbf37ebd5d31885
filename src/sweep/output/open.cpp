#include "sweep/output/open.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <utility>

#include "files/write_to.h"

namespace mailauth::sweep {

// Some network file systems know no locks: then nobody is refused.
OpenOutput open_output(const std::string& path) {
  files::Place place = files::place_of(path);
  if (place.stream.is_open()) return {std::move(place.stream), false};
  files::Descriptor file(::open(place.path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file.is_open()) files::cannot_write(path, errno);
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    files::cannot_write(path, "another sweep is writing it");
  return {std::move(file), true};
}

}  // namespace mailauth::sweep
