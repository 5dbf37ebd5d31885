#pragma once
// Where a path leads to that somebody writes to, and the little that all who write need of the system.

#include <string>
#include <string_view>

#include "files/descriptor.h"

namespace mailauth::files {

// Errors are std::runtime_error: "cannot write out.json: Permission denied".
[[noreturn]] void cannot_write(const std::string& path, std::string_view reason);
[[noreturn]] void cannot_write(const std::string& path, int reason);  // of errno

// A file at the end of a path, or what is none: a device, a pipe, an open file such as /dev/stdout.
struct Place {
  std::string path;   // behind all symbolic links; there may be nothing yet
  Descriptor stream;  // open when it is no file: it is written as it is, and nothing can take its place
};
// Symbolic links are followed, as `>` of a shell does, but for one that a stranger has put into a folder where
// everybody may: that one is refused. So is a folder. A pipe is waited for until somebody reads it. `path` is named in
// errors.
Place place_of(const std::string& path);

// What was written of `bytes`; errno says why it is not everything.
std::size_t write_all(int file, std::string_view bytes);
// On the disk. What is no file cannot be synced, and need not be. False: errno says why.
bool sync(int file);
// The name of a file is safe when its folder is.
bool sync_folder_of(const std::string& path);

// The writing end of a pipe that nobody reads and a file that reaches its limit give errors instead of signals that end
// the program. Once, before anything is written.
void ignore_output_signals();

}  // namespace mailauth::files
