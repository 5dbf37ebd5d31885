#pragma once

#include <string>

namespace mailauth::project {

// The file lies in the folder, or would if it were there, with all links followed; and not in the .git of it. Where
// that cannot be found out, it does not.
bool is_within(const std::string& root, const std::string& path);

}  // namespace mailauth::project
