#pragma once
// A file that appears as a whole: it is written beside its place under a name that nobody can foresee, and then takes
// that place. A full disk, an error or Ctrl-C leave what was there before, and nothing else.
//
//     NewFile file("report.json");
//     file.write(text);
//     file.publish();
//
// A device, a pipe and /dev/stdout are written as they are. Behind a symbolic link it is the file that it leads to that
// is replaced, and the link stays: that is what `>` of a shell would write. Other names of the same file (hard links)
// keep what they had: to write into it would change what others may read under those names.

#include <string>
#include <string_view>

#include "files/write_to.h"

namespace mailauth::files {

class NewFile {
 public:
  // The mode is that of the file which is replaced, or as the umask says. Throws std::runtime_error, as all of the
  // following do.
  explicit NewFile(std::string path);
  ~NewFile();  // without publish() nothing is left
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view text);
  // It is on the disk when this returns.
  void publish();

 private:
  void open_beside();
  void flush();

  std::string path_, target_;  // as it was named, and behind its links
  std::string aside_;          // empty: nothing lies there
  Descriptor file_;
  std::string buffer_;
};

void write_file(const std::string& path, std::string_view content);

// What is written and not yet published is taken away. A signal handler may call it, when the program ends after it.
void remove_unpublished() noexcept;

}  // namespace mailauth::files
