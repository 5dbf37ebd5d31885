#pragma once
// Reading and writing the files that the user names. Errors are UsageErrors that name the file.

#include <string>
#include <string_view>

namespace mailauth::cli {

std::string read_file(const std::string& path);
// Written beside it first and renamed, so that a full disk leaves no half file.
void write_file(const std::string& path, std::string_view content);

}  // namespace mailauth::cli
