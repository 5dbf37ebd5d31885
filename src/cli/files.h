#pragma once
// Reading the files that the user names. Errors are UsageErrors that name the file.

#include <string>

namespace mailauth::cli {

std::string read_file(const std::string& path);

}  // namespace mailauth::cli
