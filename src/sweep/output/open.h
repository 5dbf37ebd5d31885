#pragma once

#include <string>

#include "files/descriptor.h"

namespace mailauth::sweep {

struct OpenOutput {
  files::Descriptor file;
  bool is_file = false;  // locked, and can be cut; false: a device, a pipe, what /dev/stdout is
};

// Opens the output of a sweep for appending; a file for this process alone. Throws std::runtime_error.
OpenOutput open_output(const std::string& path);

}  // namespace mailauth::sweep
