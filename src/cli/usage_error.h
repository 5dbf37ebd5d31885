#pragma once

#include <stdexcept>

namespace mailauth::cli {

// One clear line for the user, and exit code 2.
class UsageError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace mailauth::cli
